/** Authorizations of a manifest from agreements, with the parties and the data that they name. */
import type { Authorization, DataSet } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { Import, Source } from '../importer.ts';
import { byId, reportTwice } from '../named/entries.ts';
import { partiesBy, type NamedParty } from '../named/parties.ts';
import { cut, dotted } from '../texts.ts';
import type { NamedId, Names } from '../names.ts';
import { dayText, utcDay } from '../named/moments.ts';
import type { Dropped, Tally } from '../summary.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';
import type { Agreement } from './agreement.ts';

/** The draft of a manifest: an authorization for each agreement that is in force between two parties that it names. */
export function draftOf(
  agreements: readonly Agreement[],
  sources: readonly Source[],
  names: Names,
  left: Tally,
): Import {
  reportTwice(
    agreements.map(({ id: { text: name, origin } }) => ({ key: name, name, origin })),
    sources,
  );
  const granted = agreements.filter(
    (each) => each.isGranted && providerOf(each) && consumerOf(each) && dataOf(each),
  );
  checkDays(granted, sources);
  const parties = partiesBy(names, granted.flatMap(partiesIn));
  const wanted = granted.map((each) => ({
    name: dataOf(each) ?? '',
    what: 'data of an agreement',
    origin: each.provider.origin,
  }));
  const data = names.ids('data', wanted, { fallback: 'data' });
  const ids = idsFor(
    granted.map(({ id }) => [id.text, id.text] as const),
    'agreement',
  );
  const draft = {
    parties: parties.entries([]),
    data: dataEntries(granted, data, (each) => parties.of(providerOf(each)?.text, NO_DATA_OWNER)),
    authorizations: byId(
      granted.map((each): DraftEntry<Authorization> => ({
        id: ids.get(each.id.text) ?? '',
        value: {
          by: parties.of(providerOf(each)?.text, NO_DATA_OWNER),
          to: parties.of(consumerOf(each)?.text, NO_OPERATOR),
          data: [data.get(dataOf(each) ?? '')?.id ?? ''],
          actions: ['hold', 'view'],
          ...(each.purpose !== undefined && { purposes: [purposeOf(each.purpose)] }),
          ...periodOf(each),
          ...(each.reference !== undefined && { reference: cut(each.reference) }),
        },
        origin: { ...each.origin, span: each.id.origin.span },
        remarks: [
          ...(each.purpose === undefined ? [] : [`purpose: ${each.purpose}`]),
          ...each.remarks,
          ...userRemarks(each),
        ],
      })),
    ),
    head: [
      `From the access agreements in ${sources.map(({ path }) => path).join(', ')}, by flowdown import oaas.`,
      'What is not in them is not here: systems, flows, categories of the data, and whether the provider is its owner.',
    ],
  };
  const count = agreements.length;
  return {
    draft,
    summary: {
      mapped: [
        { from: 'agreements', count, to: 'authorizations', made: draft.authorizations.length },
        { from: 'data products', count: data.size, to: 'data sets', made: draft.data.length },
        { from: 'teams and users', count: draft.parties.length, to: 'parties', made: draft.parties.length },
      ],
      assumed:
        granted.length === 0
          ? []
          : [
              `an agreement permits to hold and to view, and nothing else: ${granted.length}`,
              `the team of the provider owns the data: ${draft.data.length}`,
              `what an agreement is for is the only purpose that it permits; prose becomes a name of its own (oaas...): ${granted.filter(({ purpose }) => purpose !== undefined).length}`,
            ],
      open: ['purposes: the name of the purpose that is meant', 'data: categories that rules know'],
      dropped: [
        ...left.finish(() => 'says nothing of what is permitted, or is not known'),
        ...notGranted(agreements),
      ],
    },
  };
}

function providerOf({ provider }: Agreement): Agreement['provider']['teamId'] {
  return provider.teamId;
}

function consumerOf({ consumer }: Agreement): Agreement['consumer']['teamId'] {
  return consumer.teamId ?? consumer.userId;
}

/** What is agreed on: the contract of the data, where one is named, so that it is that of an import of the contract too. */
function dataOf({
  provider: { dataContractId, dataProductId, outputPortId },
}: Agreement): string | undefined {
  if (dataContractId !== undefined) return dataContractId.text;
  if (dataProductId === undefined) return undefined;
  return outputPortId === undefined ? dataProductId.text : `${dataProductId.text}.${outputPortId.text}`;
}

function partiesIn(each: Agreement): NamedParty[] {
  return [providerOf(each), consumerOf(each)].flatMap((placed) =>
    placed === undefined ? [] : [{ name: placed.text, what: 'team or user', origin: placed.origin }],
  );
}

function dataEntries(
  agreements: readonly Agreement[],
  ids: ReadonlyMap<string, NamedId>,
  ownerOf: (agreement: Agreement) => string,
): DraftEntry<DataSet>[] {
  const entries = new Map<string, DraftEntry<DataSet>>();
  for (const each of agreements) {
    const id = ids.get(dataOf(each) ?? '')?.id ?? '';
    if (entries.has(id)) continue;
    const value = { category: dotted('oaas', id.replaceAll('.', '-')), owner: ownerOf(each) };
    entries.set(id, { id, value, origin: each.provider.origin, remarks: [], isMention: true });
  }
  return byId([...entries.values()]);
}

function userRemarks({ consumer: { teamId, userId, dataProductId } }: Agreement): string[] {
  return [
    ...(teamId !== undefined && userId !== undefined ? [`user: ${userId.text}`] : []),
    ...(dataProductId === undefined ? [] : [`for the data product ${dataProductId.text}`]),
  ];
}

/** A purpose that is written as a name is that name; prose permits no purpose that somebody else has a name for. */
function purposeOf(text: string): string {
  return /^[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*$/.test(text) && text.length <= 256
    ? text
    : dotted('oaas', text.replaceAll('.', ' ').trim());
}

/** Whole days: an agreement that ends with the first moment of a day ends with the day before. */
function periodOf({ from, until }: Agreement): Pick<Authorization, 'period'> {
  const first = from === undefined ? undefined : utcDay(from);
  const end = until === undefined ? undefined : utcDay(until);
  if (first === undefined && end === undefined) return {};
  const last =
    end !== undefined && until !== undefined && /T00:00(?::00(?:\.0+)?)?(?:Z|[+]00:?00)$/i.test(until)
      ? end - 1
      : end;
  return {
    period: {
      ...(first !== undefined && { from: dayText(first) }),
      ...(last !== undefined && { until: dayText(last) }),
    },
  };
}

/** A day that nobody can read would make a permission wider than it is. */
function checkDays(agreements: readonly Agreement[], sources: readonly Source[]): void {
  const lists = new Map(sources.map(({ path, problems }) => [path, problems]));
  for (const { from, until, id, origin } of agreements) {
    for (const day of [from, until]) {
      if (day === undefined || utcDay(day) !== undefined) continue;
      const { start, end } = id.origin.span;
      const values = {
        place: `${origin.place || 'The file'} (${id.text})`,
        expected: 'a day or a time',
        found: `"${day.slice(0, 60)}"`,
      };
      lists.get(origin.file)?.add('wrong-type', start, end, values);
    }
  }
}

function notGranted(agreements: readonly Agreement[]): Dropped[] {
  const rejected = agreements.filter(({ isGranted }) => !isGranted).length;
  const nameless = agreements.filter(
    (each) => each.isGranted && !(providerOf(each) && consumerOf(each) && dataOf(each)),
  ).length;
  return [
    ...(rejected === 0 ? [] : [{ field: 'agreements', count: rejected, reason: 'not approved' }]),
    ...(nameless === 0
      ? []
      : [
          {
            field: 'agreements',
            count: nameless,
            reason: 'name no team that provides, nobody that consumes, or no data',
          },
        ]),
  ];
}
