/** A smallest set of flows to cut, so that a finding goes. */
import type { Edit, FoundEdits } from '../../answers/repairs.ts';
import { factsOf, type Facts } from '../../analysis/facts.ts';
import { isMovedByFlowsAlone, smallestCut, type Cut } from '../../analysis/smallest-cut.ts';
import { entriesIn } from '../../findings/subjects.ts';
import { costOfFlow, type Costs } from './costs.ts';
import { separationOf } from './concern.ts';
import { cutOf } from './edits.ts';
import type { Patient } from './trial.ts';
import { smallestWithin } from './within.ts';

/** How flows are cut. */
export interface Cutting {
  readonly costs: Costs;
  /** Are flows ended rather than taken out? */
  readonly isEnding: boolean;
  /** Is the finding gone with these edits? */
  isGone(edits: readonly Edit[]): boolean;
}

/**
 * Sets of flows without which the finding is gone, which cost the same, the first by id first; none where not even cutting all
 * of them removes it.
 */
export function cutsFor(patient: Patient, cutting: Cutting): readonly FoundEdits[] {
  const candidates = candidatesOf(patient, cutting);
  const least = Math.min(...candidates.map(({ cost }) => cost));
  const graph = byGraph(patient, cutting, candidates, least);
  if (graph[0]?.isSmallest === true) return graph;
  const sets = smallestWithin(candidates, (chosen) => cutting.isGone(chosen.map(({ edit }) => edit)));
  const cost = sets[0]?.reduce((sum, each) => sum + each.cost, 0) ?? Infinity;
  if (graph.length > 0 && graph[0].cost <= cost) return graph;
  // Every set has at least one flow.
  return sets.map((set) => ({ edits: set.map(({ edit }) => edit), cost, isSmallest: cost <= least }));
}

/** A flow that may be cut. */
export interface Candidate {
  readonly edit: Edit;
  readonly flow: number;
  readonly id: string;
  readonly cost: number;
  /** Does the finding name it, or show it on the way of its data? */
  readonly isNamed: boolean;
}

/** All flows whose files can be edited: the cheapest first, of these the ones that the finding names, then by id. */
function candidatesOf(patient: Patient, { costs, isEnding }: Cutting): readonly Candidate[] {
  const { workspace, at, finding, mayEdit } = patient;
  const { flows } = workspace.model;
  const named = new Set([
    ...entriesIn(finding.subject).flatMap(({ section, id }) => (section === 'flows' ? [id] : [])),
    ...finding.custody.map(({ step }) => step),
  ]);
  return flows.ids
    .map((id, flow): Candidate => ({
      edit: cutOf(id, at, isEnding),
      flow,
      id,
      cost: costOfFlow(costs, id),
      isNamed: named.has(id),
    }))
    .filter(({ flow }) => mayEdit(workspace.documents[flows.file[flow]].path))
    .sort((a, b) => a.cost - b.cost || Number(b.isNamed) - Number(a.isNamed) || a.flow - b.flow);
}

/** Minimum cuts where the data is moved by flows alone, and where cutting it removes the finding. */
function byGraph(
  patient: Patient,
  cutting: Cutting,
  candidates: readonly Candidate[],
  least: number,
): readonly FoundEdits[] {
  const facts = factsOf(patient.workspace.model, patient.at);
  const separation = separationOf(patient.finding, facts);
  if (separation === undefined || !isMovedByFlowsAlone(facts.model, separation.datum)) return [];
  const byFlow = new Map(candidates.map((each) => [each.flow, each]));
  const orders = [new Set<number>(), new Set(separation.flows)];
  const found = orders.flatMap((preferred) => {
    const cut = smallestCut(facts, separation, (flow) => byFlow.get(flow)?.cost ?? Infinity, preferred);
    return cut === undefined ? [] : proved(cut, { ...cutting, candidates, least, facts });
  });
  const [first, second] = found;
  return second === undefined || isDeepEqual(first.edits, second.edits) ? found.slice(0, 1) : found;
}

function isDeepEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

interface Proving extends Cutting {
  readonly candidates: readonly Candidate[];
  readonly least: number;
  readonly facts: Facts;
}

/** The edits of a cut, where they remove the finding, and whether they are the cheapest. */
function proved(cut: Cut, { candidates, least, facts, isGone }: Proving): readonly FoundEdits[] {
  const edits = cut.flows.flatMap((flow) => candidates.find((each) => each.flow === flow)?.edit ?? []);
  if (edits.length === 0 || !isGone(edits)) return [];
  if (cut.cost <= least) return [{ edits, cost: cut.cost, isSmallest: true }];
  const isSmallest = eachSuffices(cut, candidates, isGone);
  const ways = cut.ways.map((way) => way.map((flow) => facts.model.flows.ids[flow]));
  return [{ edits, cost: cut.cost, isSmallest, ...(isSmallest && { ways }) }];
}

// Each way costs a check.
const WAY_LIMIT = 64;

/**
 * Does each way make the finding without all other flows? Then whatever removes it cuts every way, which costs as much as
 * this cut: the ways share a flow only as far as its cost goes.
 */
function eachSuffices(
  { ways }: Cut,
  candidates: readonly Candidate[],
  isGone: (edits: readonly Edit[]) => boolean,
): boolean {
  return (
    ways.length <= WAY_LIMIT &&
    ways.every((way) => {
      const others = candidates.filter(({ flow }) => !way.includes(flow));
      return !isGone(others.map(({ edit }) => edit));
    })
  );
}
