/** Denials: what a policy grants and itself takes away again, which counts only where that is certain. */
import type { Tally } from '../summary.ts';
import { covers, isAccount } from './arn.ts';
import type { Principal, Statement } from './policies.ts';

// More than a policy of AWS can hold; of what comes after that, nothing is taken away.
const TEXTS = 300;
const LENGTH = 2_048;

/** The statements that let somebody in, without whom a denial beside them certainly keeps out. */
export function standing(statements: readonly Statement[], counted: Tally): Statement[] {
  const denials = certainOf(statements);
  const used = new Set<Statement>();
  const left = statements
    .filter(({ isAllow }) => isAllow)
    .flatMap((grant) => {
      const against = denials.filter((denial) => coversDeed(denial, grant));
      const { kept, gone } = withoutDenied(grant, against, used);
      counted.add('denied', gone);
      return kept === undefined ? [] : [kept];
    });
  counted.add('deny', statements.filter(({ isAllow }) => !isAllow).length - used.size);
  return left;
}

/** The denials without conditions and exceptions, as many as are looked at. */
function certainOf(statements: readonly Statement[]): Statement[] {
  let texts = 0;
  return statements.filter((statement) => {
    const { isAllow, isPlain, actions, resources, principals } = statement;
    if (isAllow || !isPlain) return false;
    texts += 1 + actions.length + resources.length + principals.length;
    return texts <= TEXTS;
  });
}

interface Remaining {
  readonly kept?: Statement;
  readonly gone: number;
}

function withoutDenied(
  grant: Statement,
  against: readonly Statement[],
  used: { add(denial: Statement): unknown },
): Remaining {
  const isDenied = (isMet: (denial: Statement) => boolean): boolean => {
    const found = against.filter(isMet);
    found.forEach((denial) => used.add(denial));
    return found.length > 0;
  };
  const { principals } = grant;
  // Policies of roles name no principals: they are about the role.
  if (principals.length === 0)
    return isDenied((denial) => denial.principals.length === 0) ? { gone: 1 } : { kept: grant, gone: 0 };
  const left = principals.filter(
    (principal) => !isDenied((denial) => denial.principals.some((each) => coversWho(each, principal))),
  );
  const gone = principals.length - left.length;
  return left.length === 0 ? { gone } : { kept: { ...grant, principals: left }, gone };
}

/** Does a denial cover all that a grant is about? */
function coversDeed(denial: Statement, grant: Statement): boolean {
  const isEverything = denial.actions.includes('*') && denial.resources.includes('*');
  if (isEverything) return true;
  return (
    grant.isKnown &&
    (denial.actions.includes('*') ||
      (!grant.isExcept && coverAll(denial.actions, grant.actions, (text) => text.toLowerCase()))) &&
    coversResources(denial, grant)
  );
}

function coversResources(denial: Statement, grant: Statement): boolean {
  if (grant.resources.length > 0) return coverAll(denial.resources, grant.resources, (text) => text);
  // Policies on who may take a role name no resources.
  return denial.isKnown && denial.resources.length === 0;
}

function coverAll(
  patterns: readonly string[],
  texts: readonly string[],
  normal: (text: string) => string,
): boolean {
  return texts.every((text) => patterns.some((pattern) => coversPattern(normal(pattern), normal(text))));
}

/** Does a pattern cover whatever another one does? Variables are filled in with each request, so that they never do. */
function coversPattern(pattern: string, other: string): boolean {
  if (pattern.length > LENGTH || other.length > LENGTH || pattern.includes('${')) return false;
  if (pattern === other) return true;
  // A question mark is one character, where a star there may be many or none.
  return !(pattern.includes('?') && other.includes('*')) && covers(pattern, other);
}

/** Is somebody among those whom a denial is about? */
function coversWho(denied: Principal, granted: Principal): boolean {
  if (!('text' in denied) || !('text' in granted)) return false;
  if (denied.kind === 'AWS' && denied.text === '*') return granted.kind !== 'Federated';
  return denied.kind === granted.kind && whoIs(denied.text) === whoIs(granted.text);
}

/** An account by its number is the same as by the ARN of its root. */
function whoIs(text: string): string {
  const root = /^arn:aws[a-z-]*:iam::(\d{12}):root$/.exec(text)?.[1];
  return root !== undefined && isAccount(root) ? root : text;
}
