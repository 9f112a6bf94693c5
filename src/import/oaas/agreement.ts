/** An agreement as it is written, in either of the two forms. */
import type { Source } from '../importer.ts';
import { documentsIn, hasField, textAt, type PlacedDocument } from '../named/documents.ts';
import { reportOtherFormat } from '../read.ts';
import { flag, listOf, needed, oneOrMore, readRoot, record, text, type Read } from '../schema.ts';
import type { Tally } from '../summary.ts';

const provider = record({
  teamId: text,
  dataProductId: text,
  outputPortId: text,
  dataContractId: text,
  dataContractVersion: text,
});

const consumer = record({ teamId: text, dataProductId: text, userId: text });

const definition = record({ type: text, url: text }, { isOpen: true });

const common = {
  id: needed(text),
  provider: needed(provider),
  consumer: needed(consumer),
  tags: oneOrMore(text),
};

const access = record({
  ...common,
  apiVersion: text,
  kind: text,
  name: text,
  version: text,
  status: needed(text),
  description: record({ purpose: text, usage: text, limitations: text, terms: text }),
  startTimestamp: text,
  endTimestamp: text,
  nextReassessmentTimestamp: text,
  roles: listOf(record({ role: text }, { isOpen: true })),
  authoritativeDefinitions: listOf(definition),
});

const usage = record({
  ...common,
  dataUsageAgreementSpecification: text,
  info: needed(
    record({
      purpose: text,
      status: text,
      active: flag,
      startDate: text,
      endDate: text,
      individualAgreements: text,
    }),
  ),
});

/** What both forms say. */
export interface Agreement extends Pick<Read<typeof access>, 'id' | 'provider' | 'consumer' | 'origin'> {
  readonly isGranted: boolean;
  readonly status: string;
  readonly purpose: string | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
  readonly reference: string | undefined;
  readonly remarks: readonly string[];
}

/** The agreements of a file; what else is in it is reported. */
export function agreementsOf(source: Source, left: Tally): Agreement[] {
  const documents = documentsIn(source);
  if (documents.length === 0) reportOtherFormat(source, { ...NO_AGREEMENT, what: 'there is nothing in it' });
  return documents.flatMap((document) => agreementIn(document, source, left) ?? []);
}

const NO_AGREEMENT = {
  format: 'OAAS',
  remedy: 'Name a file of kind: AccessAgreement, or with dataUsageAgreementSpecification.',
};

function agreementIn(document: PlacedDocument, source: Source, left: Tally): Agreement | undefined {
  const course = { file: source.path, problems: source.problems, left };
  if (textAt(document, 'kind') === 'AccessAgreement') {
    const read = readRoot(access, document.node, course, document.place);
    return read && accessAgreement(read);
  }
  if (hasField(document, 'dataUsageAgreementSpecification')) {
    const read = readRoot(usage, document.node, course, document.place);
    return read && usageAgreement(read);
  }
  const what = `${document.place || 'it'} is of another kind`;
  reportOtherFormat(source, { ...NO_AGREEMENT, what }, document.node.span);
  return undefined;
}

function accessAgreement(read: Read<typeof access>): Agreement {
  const { id, description, status, authoritativeDefinitions = [], roles = [] } = read;
  const legal =
    authoritativeDefinitions.find(({ type }) => type?.text === 'legalAgreement') ??
    authoritativeDefinitions.at(0);
  return {
    ...read,
    isGranted: /^(?:approved|active)$/i.test(status.text),
    status: status.text,
    purpose: description?.purpose?.text,
    from: read.startTimestamp?.text,
    until: read.endTimestamp?.text,
    reference: legal?.url?.text ?? id.text,
    remarks: [
      ...remark('agreement', read.name?.text),
      ...remark('usage', description?.usage?.text),
      ...remark('limitations', description?.limitations?.text),
      ...remark('terms', description?.terms?.text),
      ...remark('roles', roles.flatMap(({ role }) => role?.text ?? []).join(', ') || undefined),
      ...remark('next reassessment', read.nextReassessmentTimestamp?.text),
    ],
  };
}

function usageAgreement({ info, ...read }: Read<typeof usage>): Agreement {
  const status = info.status?.text ?? 'no status';
  return {
    ...read,
    isGranted: /^(?:approved|active)$/i.test(status) && info.active !== false,
    status: info.active === false ? `${status}, not active` : status,
    purpose: info.purpose?.text,
    from: info.startDate?.text,
    until: info.endDate?.text,
    reference: read.id.text,
    remarks: remark('individual agreements', info.individualAgreements?.text),
  };
}

function remark(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${name}: ${value}`];
}
