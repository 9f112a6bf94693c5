/** Opens files as bills of materials: what is none is refused, and no bill counts twice. */
import type { Span } from '../../manifest/locate.ts';
import type { ProblemList } from '../../manifest/problem.ts';
import type { Source } from '../importer.ts';
import type { MapNode, Node } from '../node.ts';
import { reportOtherFormat } from '../read.ts';
import { readRoot } from '../schema.ts';
import type { Tally } from '../summary.ts';
import { bill, type BillForm } from './form.ts';
import { ownOf, type Own } from './own.ts';
import { FORMAT, VERSIONS } from './words.ts';

/** One bill. */
export interface Bill {
  readonly file: string;
  /** Its number among the bills that are imported together. */
  readonly at: number;
  /** As links between bills name it. */
  readonly serial?: string;
  readonly version?: string;
  readonly form: BillForm;
  /** There when it was written from a manifest. */
  readonly own?: Own;
  readonly problems: ProblemList;
}

/** The bills in the files; problems are added to the files' lists. */
export function billsIn(sources: readonly Source[], left: Tally): Bill[] {
  const first = new Map<string, Bill>();
  return sources.flatMap((source, at) => {
    const form = formIn(source, left);
    if (form === undefined) return [];
    const serial = form.serialNumber?.text.toLowerCase().replace(/^urn:uuid:/, '');
    const own = ownOf(form, source);
    const { path: file, problems } = source;
    const opened: Bill = { file, at, serial, version: form.version?.text, form, own, problems };
    const other = serial === undefined ? undefined : first.get(serial);
    if (other !== undefined) reportTwice(source, opened, other);
    else if (serial !== undefined) first.set(serial, opened);
    return [opened];
  });
}

function reportTwice({ problems }: Source, { form }: Bill, other: Bill): void {
  const { serialNumber } = form;
  if (serialNumber === undefined) return;
  const { start, end } = serialNumber.origin.span;
  const place = other.form.serialNumber?.origin.span ?? { start: 0, end: 0 };
  problems.add('defined-twice', start, end, { name: serialNumber.text, file: other.file }, [
    { ...place, file: other.file, note: 'first defined here' },
  ]);
}

const NOWHERE: Span = { start: 0, end: 0 };
const REMEDY = `Name a bill of materials in JSON, of specVersion ${VERSIONS.join(', ')}.`;

function formIn(source: Source, left: Tally): BillForm | undefined {
  const { path, problems } = source;
  const root: Node | undefined = source.roots[0];
  const refuse = (what: string, span: Span = NOWHERE): undefined => {
    reportOtherFormat(source, { format: FORMAT, what, remedy: REMEDY }, span);
  };
  if (root?.kind !== 'map') return refuse('it is no JSON object', root?.span);
  const format = scalarIn(root, 'bomFormat') ?? scalarIn(root, 'specFormat');
  if (format === undefined) return refuse(otherFormat(root), atStart(root));
  if (format.text !== FORMAT) return refuse(`its bomFormat is another than "${FORMAT}"`, format.span);
  const version = scalarIn(root, 'specVersion');
  if (version === undefined) return refuse('it has no specVersion', atStart(root));
  if (!VERSIONS.includes(version.text ?? ''))
    return refuse(`its specVersion is none of ${VERSIONS.join(', ')}`, version.span);
  return readRoot(bill, root, { file: path, problems, left });
}

function atStart({ span: { start } }: Node): Span {
  return { start, end: start };
}

function scalarIn({ fields }: MapNode, name: string) {
  const value = fields.get(name)?.value;
  return value?.kind === 'scalar' ? value : undefined;
}

const OTHERS: readonly (readonly [field: string, what: string])[] = [
  ['spdxVersion', 'it is an SPDX document'],
  ['@context', 'it is a document in JSON-LD, such as one of SPDX 3'],
  ['planned_values', 'it is a Terraform plan'],
  ['otmVersion', 'it is an OTM model'],
  ['$id', 'it is a JSON Schema'],
];

function otherFormat({ fields }: MapNode): string {
  return OTHERS.find(([field]) => fields.has(field))?.[1] ?? 'it has neither bomFormat nor specFormat';
}
