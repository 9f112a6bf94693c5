import type { Authorization } from '../../../src/manifest/format.ts';
import {
  type Asked,
  authorized,
  delegation,
  factors,
  judgeAccess,
  judgeCollection,
  judgeProduction,
  judgeTransfer,
  type Reasoned,
  type Request,
} from '../authorization.ts';
import { concerns, owners } from '../custody.ts';
import { isOver } from '../day.ts';
import { sourcesOf } from '../facts.ts';
import { all, any, not, truth, type Verdict } from '../kleene.ts';
import { sorted } from '../order.ts';
import { found, inside, isActive } from '../vocabulary.ts';
import { perhaps, sure, type Values } from './values.ts';
import { perKey, perWorld, type World } from './world.ts';

/** Anything that needs a permission (D20, use). */
export interface Use extends Reasoned {
  subject: string;
  certain: boolean;
  data: string;
  system: string;
  purpose: string | undefined;
  ended: boolean;
  /** The flow of a transfer. */
  flow?: string;
  /** What a production makes. */
  product?: string;
  /** The access of an access-fact. */
  access?: string;
}

export const transfers = perWorld(({ model, known }): Use[] =>
  known.transfers.map(({ flow: id, data, certain, ended }) => {
    const flow = found(model.flows, id);
    return {
      subject: `flow:${id}/${data}`,
      certain,
      data,
      system: flow.to,
      purpose: flow.purpose,
      ended,
      flow: id,
      ...judgeTransfer(model, flow, data),
    };
  }),
);

export const collections = perWorld((world): Use[] =>
  world.known.collections.map(({ system, data }) => ({
    subject: `collect:${system}/${data}`,
    ...madeAt(world, system, data),
    ...judgeCollection(world.model, system, data),
  })),
);

export const productions = perWorld((world): Use[] =>
  world.known.productions.map(({ system, data }) => ({
    subject: `produce:${system}/${data}`,
    ...madeAt(world, system, data),
    product: data,
    ...judgeProduction(world.model, system, sourcesOf(world.derivation, system, data)),
  })),
);

/** Of a collection or a production: what made it is over when the period of the system is (D20, ended). */
function madeAt({ model }: World, system: string, data: string) {
  const { purpose, period } = found(model.systems, system);
  return { certain: true, data, system, purpose, ended: isOver(model.at, period) };
}

export const accessFacts = perWorld(({ model, known }): Use[] =>
  known.accesses.map(({ access: id, system, data }) => {
    const access = found(model.access, id);
    return {
      subject: `access:${id}/${system}/${data}`,
      certain: true,
      data,
      system,
      purpose: access.purpose,
      ended: false,
      access: id,
      ...judgeAccess(model, access, system, data),
    };
  }),
);

export const uses = perWorld((world): Use[] => [
  ...transfers(world),
  ...collections(world),
  ...productions(world),
  ...accessFacts(world),
]);

/** D20, names the purpose, or the channel. */
export function namesWhatFor({ model }: World, asked: Asked[], what: 'purposes' | 'channels'): Verdict {
  return all(asked.map(isNamed));

  function isNamed({ owner, grantee, request }: Asked): Verdict {
    const naming = [...model.authorizations.values()].filter(
      (authorization) => authorization.to === grantee && authorization[what] !== undefined,
    );
    return any(
      naming.map((authorization) =>
        all([
          ...factors(model, authorization, grantee, request).map(([, verdict]) => verdict),
          delegation(model, authorization, owner, request, 1),
        ]),
      ),
    );
  }
}

/** The factors that can be all that an authorization fails on. */
export const ONLY_FAILS = ['delegation', 'data', 'action', 'purpose', 'zone', 'channel', 'period'];

/** D20, only-fails: authorizations that would do, for the first permission that is lacking, but for one factor. */
export function onlyFailing({ model }: World, { lacking }: Use, factor: string): Values {
  if (lacking === undefined) return sure([]);
  const { owner, grantee, request } = lacking;
  const wouldDo = sorted(model.authorizations.keys()).filter((id) => {
    const authorization = found(model.authorizations, id);
    const failed = factors(model, authorization, grantee, request)
      .filter(([, verdict]) => verdict !== 'true')
      .map(([failing]) => failing);
    if (factor === 'delegation') {
      return failed.length === 0 && delegation(model, authorization, owner, request, 1) !== 'true';
    }
    const isChain = delegation(model, authorization, owner, request, 1, factor) === 'true';
    return failed.join() === factor && isChain;
  });
  return lacking.authorized === 'false' ? sure(wouldDo) : perhaps([], wouldDo);
}

/** What is asked of an authorization, and how sure it is that it is used for that. */
interface Purpose {
  action: Request['action'];
  data: string;
  used: Verdict;
}

/** D20, used: what an active authorization is used for, for certain or perhaps. */
const purposesOf = perKey((world, id): Purpose[] => {
  const { model } = world;
  const authorization = found(model.authorizations, id);
  if (!isActive(model, authorization)) return [];
  return [
    ...distinctAsked(world).flatMap(({ asked, certain, product }) => {
      const used = all([isUsedBy(world, authorization, asked), certain ? 'true' : 'unknown']);
      const { action, data: source } = asked.request;
      // A use by a production is one of what it makes, too.
      return [source, product].flatMap((data) => (data === undefined ? [] : [{ action, data, used }]));
    }),
    ...releasedBy(world, authorization),
  ].filter(({ used }) => used !== 'false');
});

interface AskedBy {
  asked: Asked;
  certain: boolean;
  /** What a production makes. */
  product: string | undefined;
}

/** The asked permissions of all uses, each once. */
const distinctAsked = perWorld((world): AskedBy[] => {
  const each = uses(world).flatMap((use) => {
    // A permission of one of two actions is asked for, and not said which.
    const isOpen = use.access !== undefined && found(world.model.access, use.access).kind === undefined;
    return use.asked.map((asked) => ({ asked, certain: use.certain && !isOpen, product: use.product }));
  });
  return [...new Map(each.map((one) => [JSON.stringify(one), one])).values()];
});

/** D20, used: does an asked permission rest on the authorization, as a link of a chain or alone? */
function isUsedBy(
  { model }: World,
  authorization: Authorization,
  { owner, grantee, request }: Asked,
): Verdict {
  const isPassedOn = (authorization.delegable ?? 0) >= 1;
  const covered = factors(model, authorization, grantee, request)
    .filter(([factor]) => factor !== 'grantee' && factor !== 'period')
    .map(([, verdict]) => verdict);
  if (covered.includes('false')) return 'false';
  const isLast = truth(authorization.to === grantee);
  return all([
    ...covered,
    any([
      delegation(model, authorization, owner, request, 1),
      // Relied on in vain.
      all([isLast, not(authorized(model, owner, grantee, request, 0))]),
    ]),
    any([isLast, isPassedOn ? authorized(model, authorization.to, grantee, request, 0) : 'false']),
  ]);
}

/** D20, used: a declassification, by each de-identified datum, for each of its sources that it releases. */
function releasedBy({ model }: World, authorization: Authorization): Purpose[] {
  if (!authorization.actions.includes('declassify')) return [];
  // Nobody needs anybody's release from oneself (section 6).
  if (authorization.by === authorization.to) return [];
  const released = [...model.data.values()].filter(
    ({ deidentified, owner }) => deidentified !== undefined && owner === authorization.to,
  );
  return released
    .flatMap(({ derivedFrom }) => derivedFrom ?? [])
    .filter(
      (source) => concerns(model, authorization, source) && owners(model, source).includes(authorization.by),
    )
    .map((data) => ({ action: 'declassify', data, used: 'true' }));
}

/** D20, used. */
export function isUsed(world: World, id: string): Verdict {
  return any(purposesOf(world, id).map(({ used }) => used));
}

/** D20, unused actions: those that it permits and no use of it asks for. */
export function unusedActions(world: World, id: string): Values {
  const { actions } = found(world.model.authorizations, id);
  return unused(actions, (action) => purposesOf(world, id).filter((purpose) => purpose.action === action));
}

/** D20, unused data: those that it names where no use asks for the datum or for what is inside it. */
export function unusedData(world: World, id: string): Values {
  const { data } = found(world.model.authorizations, id);
  return unused(data ?? [], (named) =>
    purposesOf(world, id).filter((purpose) => inside(world.model, named).has(purpose.data)),
  );
}

function unused(items: string[], purposes: (item: string) => Purpose[]): Values {
  const isUnused = (item: string) => not(any(purposes(item).map(({ used }) => used)));
  const known = sorted(items).map((item) => ({ item, verdict: isUnused(item) }));
  return perhaps(
    known.filter(({ verdict }) => verdict === 'true').map(({ item }) => item),
    known.filter(({ verdict }) => verdict === 'unknown').map(({ item }) => item),
  );
}
