/** Findings as items of lists in a comment. */
import type { Act } from '../../findings/acts.ts';
import type { Finding, Span } from '../../findings/finding.ts';
import { actMessage, actRemedy, exposedWords } from '../words.ts';
import { codeText, placeText, prose } from './escape.ts';

/** What is told of a finding, or of the findings of an act. */
interface Told {
  readonly message: string;
  readonly remedy: string;
  readonly lead: Finding;
  readonly exposed?: Act['exposed'];
}

/** An act: what happened, where, what to do. */
export function actItem(act: Act, prefix: string): string {
  const [lead] = act.findings;
  return item({ message: actMessage(act), remedy: actRemedy(act), lead, exposed: act.exposed }, prefix);
}

/** A single finding. */
export function findingItem(finding: Finding, prefix: string): string {
  const told = { findings: [finding], verdict: finding.verdict };
  return item(
    { message: actMessage(told), remedy: actRemedy(told), lead: finding, exposed: finding.exposed },
    prefix,
  );
}

function item({ message, remedy, lead, exposed }: Told, prefix: string): string {
  const { severity, rule, waived = [], unstated } = lead;
  const lines = [
    `- **${prose(message, 600)}**`,
    `${where(lead.place, prefix)} \u00b7 ${severity} \u00b7 ${codeText(rule)}`,
    ...(exposed === undefined ? [] : [`Exposed: ${prose(exposedWords(exposed))}`]),
    ...waived.slice(0, 3).map((reason) => `Accepted because: ${prose(reason)}`),
    ...(unstated.length === 0
      ? []
      : [
          `State: ${unstated
            .slice(0, 5)
            .map((field) => codeText(field))
            .join(', ')}`,
        ]),
    ...(waived.length > 0 ? [] : [`To fix: ${prose(remedy, 600)}`]),
  ];
  return `${lines.join('\\\n  ')}\n`;
}

/** A finding in one line, for lists of what is no longer, or was there before. */
export function shortItem(finding: Finding, prefix: string): string {
  const message = actMessage({ findings: [finding], verdict: finding.verdict });
  return `- ${where(finding.place, prefix)} ${prose(message, 300)}\n`;
}

function where(place: Span | undefined, prefix: string): string {
  return place === undefined ? 'the workspace' : placeText(prefix, place);
}
