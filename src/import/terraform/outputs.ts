/** What Terraform writes beside `terraform show -json`, and what is often named in its place. */
import type { OtherFormat } from '../importer.ts';

const SHOW = 'Write it with "terraform show -json plan.bin > plan.json", and name that file.';

// By how they begin.
const OUTPUTS: readonly (readonly [begin: RegExp, what: string, remedy: string])[] = [
  [/^PK/, 'it is a plan as "terraform plan -out" writes it', SHOW],
  [
    /^\[command\]/,
    'its first line is the command that was run, as a wrapper of Terraform writes it',
    'Take that line out; in CI, call Terraform without the wrapper (terraform_wrapper: false).',
  ],
  [
    /^\s*\{"@level":/,
    'it is the log of a run, as "terraform plan -json" writes it',
    `${SHOW} The plan is made by "terraform plan -out plan.bin".`,
  ],
  [
    /^(?:\s|#[^\n]*\n|\/\/[^\n]*\n)*(?:resource|data|module|provider|variable|output|locals|terraform)[ \t]+(?:"[^"\n]*"[ \t]*){0,2}\{/,
    'it is a configuration, which says not what comes of it',
    `${SHOW} The plan is made by "terraform plan -out plan.bin".`,
  ],
  [
    /^\s*(?:Terraform (?:used|will)|An execution plan|No changes\.)/,
    'it is a plan as it is shown to people',
    SHOW,
  ],
];

/** What a text is, where it is something that Terraform writes or reads. */
export function otherOutput(text: string): OtherFormat | undefined {
  const head = text.slice(0, 4_096);
  const found = OUTPUTS.find(([begin]) => begin.test(head));
  if (found === undefined) return undefined;
  const [, what, remedy] = found;
  return { format: 'Terraform', what, remedy, span: { start: 0, end: head.split('\n')[0].length } };
}
