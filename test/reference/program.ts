import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckResult } from '../../src/findings/result.ts';
import { newKeys, sha256, signerOf } from '../../src/io/crypto.ts';
import {
  envelopePath,
  PAYLOAD_TYPE,
  preAuthEncoding,
  statementOf,
  toBase64,
} from '../../src/sign/envelope.ts';
import type { Answer } from './answer.ts';
import type { Other } from './comparison.ts';
import type { Facts } from './facts.ts';
import { answerOfResult, baselineTextOf, configOf } from './library.ts';
import type { RuleText } from './rules/rules.ts';
import type { ReferenceWorkspace } from './workspace.ts';

/**
 * What the program makes of a workspace that is written to a folder, with real signatures, and printed as JSON. Witnesses it
 * prints for people alone, so that those of the question are taken from the expected answer.
 */
export function answerOfProgram(program: string): Other {
  return ({ workspace, rules, holdings }, expected) => {
    const folder = mkdtempSync(join(tmpdir(), 'flowdown-'));
    try {
      write(folder, workspace, rules);
      const ask = (command: string): unknown =>
        printed(program, [command, folder, '--at', workspace.at, '--format', 'json']);
      const { workspaces } = ask('check') as { workspaces: CheckResult[] };
      return {
        ...answerOfResult(workspaces[0]),
        facts: ask('inspect') as Facts,
        witnesses: Object.fromEntries(holdings.map((holding) => [holding, expected.witnesses[holding]])),
      } satisfies Answer;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

function printed(program: string, args: string[]): unknown {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status !== 0 && status !== 1) throw new Error(`${args[0]} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

function write(folder: string, workspace: ReferenceWorkspace, rules: readonly RuleText[]): void {
  const put = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  put('flowdown.config.yaml', JSON.stringify(configOf(workspace, rules, (key) => keyOf(key).publicKey)));
  if (workspace.baseline) put('flowdown.baseline.json', baselineTextOf(workspace.baseline));
  for (const { path, manifest, signedBy } of workspace.files) {
    const text = JSON.stringify(manifest);
    put(path, text);
    if (signedBy) put(envelopePath(path), envelopeOf(path, text, signedBy));
  }
}

function envelopeOf(path: string, text: string, keys: string[]): string {
  const file = { path, sha256: sha256(new TextEncoder().encode(text)) };
  const payload = new TextEncoder().encode(JSON.stringify(statementOf([file])));
  const message = preAuthEncoding(PAYLOAD_TYPE, payload);
  const signatures = keys.map((key) => ({ sig: toBase64(signerOf(keyOf(key).pem).sign(message)) }));
  return JSON.stringify({ payloadType: PAYLOAD_TYPE, payload: toBase64(payload), signatures });
}

const made = new Map<string, ReturnType<typeof newKeys>>();

/** A pair of keys for each name, made when it is first asked for. */
function keyOf(name: string): ReturnType<typeof newKeys> {
  const keys = made.get(name) ?? newKeys();
  made.set(name, keys);
  return keys;
}
