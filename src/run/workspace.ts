/** Texts -> documents -> model: opens a workspace, or tells everything that keeps it shut. */
import type { Baseline } from '../findings/baseline.ts';
import type { LinkProblem, ManifestSource } from '../model/statements.ts';
import { draftProblems, idsIn, type Draft } from '../model/drafts.ts';
import { withoutDangling } from '../model/dangling.ts';
import { ineffectiveProblems } from '../model/ineffective.ts';
import { link, type Gate, type Linked } from '../model/link.ts';
import type { Model } from '../model/model.ts';
import { lineIndex, type Lines } from '../manifest/lines.ts';
import type { Strings } from '../manifest/fast/strings.ts';
import { byCodePoint } from '../model/names.ts';
import { ambiguousTrust, type TrustEntry, type VoiceOf } from '../model/trust.ts';
import {
  manifestReader,
  type ManifestDocument,
  type ManifestReading,
  type Source,
} from '../manifest/read.ts';
import { documentOfPlaced, speakersIn, withoutMentions, type PlacedManifest } from '../manifest/placed.ts';
import { nearest } from '../manifest/nearest.ts';
import { compareProblems, type Problem } from '../manifest/problem.ts';
import { schema as manifestSchema } from '../generated/manifest-schema.js';
import type { Config } from './config-format.ts';
import { placeFaults } from './config.ts';
import { placeLinkProblems } from './place.ts';
import { lexiconOf } from './lexicon.ts';
import { idleOverrides, type RuleSelection } from './packs.ts';
import { pathMatcher } from './select.ts';
import { openSettings, type Settings, type SettingsInput } from './settings.ts';

/** What a workspace is made of. Paths have `/` and are relative to its folder. */
export interface WorkspaceInput extends SettingsInput {
  readonly files: readonly Source[];
  /** Size in bytes over which a file is refused: 64 MiB when absent. */
  readonly sizeLimit?: number;
  /** What files of other formats say, beside the manifests. */
  readonly imported?: readonly PlacedManifest[];
  /** What the signatures of files give them; nothing where it is absent. */
  readonly voiceOf?: VoiceOf;
  /** What else is to be known of its files. */
  readonly remarks?: readonly string[];
  /** Files with a `flowdown` key that no pattern matches. */
  readonly strays?: readonly string[];
  /** Links to folders, which were not followed. */
  readonly linkedFolders?: readonly string[];
  /** Are these files some of its folder, of which the others are left out? */
  readonly isPartial?: boolean;
  /** Configurations that stand inside the workspace without a right to. */
  readonly claimed?: readonly string[];
}

/** A workspace whose manifests are read and linked. */
export interface Workspace {
  /** What it goes by, with what its configuration extends. */
  readonly config: Config;
  readonly documents: readonly ManifestDocument[];
  readonly model: Model;
  readonly rules: RuleSelection;
  /** Patterns of `include` that take in no manifest: a slip, or files that are gone. */
  readonly idleIncludes: readonly string[];
  readonly baseline?: Baseline;
  /** Is it some files of a folder, of which the others are left out? */
  readonly isPartial: boolean;
  /** Things to know that are no findings. */
  readonly notes: readonly string[];
}

/** A workspace, or the problems that keep it from being opened; texts are there so that problems can show their line. */
export interface Opened {
  readonly workspace?: Workspace;
  readonly problems: readonly Problem[];
  textOf(path: string): string | undefined;
  /** The same workspace with other texts of some of its files, whose signatures are taken for good. */
  withTexts?(changed: readonly Source[]): Opened;
  /** The lines of a file, counted once. */
  linesOf(path: string): Lines | undefined;
}

/** A file of a workspace, and what came of reading it. */
export interface ReadFile {
  readonly path: string;
  readonly reading: ManifestReading;
}

/** What the files of a workspace say, and what it goes by. */
export interface ReadWorkspace {
  readonly files: readonly ReadFile[];
  /** The numbers of their texts. */
  readonly strings: Strings;
  readonly settings: Settings;
  /** What else is known of the workspace. */
  readonly found: Pick<
    WorkspaceInput,
    'strays' | 'linkedFolders' | 'isPartial' | 'claimed' | 'voiceOf' | 'remarks' | 'imported'
  >;
}

/** Opens a workspace; every problem of every file is told, not the first alone. */
export function openWorkspace(input: WorkspaceInput, reader = manifestReader(input.sizeLimit)): Opened {
  const files = input.files.map((file) => ({ path: file.path, reading: reader.read(file) }));
  const whole = { files, strings: reader.strings, settings: openSettings(input), found: input };
  const withTexts = (changed: readonly Source[]): Opened => {
    const texts = new Map(changed.map((file) => [file.path, file]));
    const read = ({ path, reading }: ReadFile): ReadFile => {
      const file = texts.get(path);
      return { path, reading: file === undefined ? reading : reader.read(file) };
    };
    return linkWorkspace({ ...whole, files: files.map(read) });
  };
  return { ...linkWorkspace(whole), withTexts };
}

/** Opens a workspace whose files are read already. */
export function linkWorkspace({ files, strings, settings, found: input }: ReadWorkspace): Opened {
  const texts = new Map<string, () => string>();
  const linesByPath = new Map<string, () => Lines>();
  const { config, rules, own, baseline } = settings;
  const problems: Problem[] = [...settings.problems];
  const documents: ManifestDocument[] = [];
  const drafts: DraftFile[] = [];
  for (const { path, reading } of [...files].sort((a, b) => byCodePoint(a.path, b.path))) {
    const { document, text, draft, problems: found } = reading;
    if (document !== undefined) {
      documents.push(document);
      texts.set(path, () => document.text);
      linesByPath.set(path, () => document.lines);
      drafts.push(draftOf(document));
    } else if (text !== undefined) {
      texts.set(path, () => text);
      if (draft !== undefined) drafts.push({ path, text, draft });
    }
    problems.push(...found);
  }
  for (const document of importedDocuments(input.imported ?? [], documents, strings)) {
    documents.push(document);
    texts.set(document.path, () => document.text);
    drafts.push(draftOf(document));
  }
  documents.sort((a, b) => byCodePoint(a.path, b.path));
  const textOf = (path: string): string | undefined => texts.get(path)?.() ?? settings.textOf(path);
  const others = lineIndex(textOf);
  const linesOf = (path: string): Lines | undefined => linesByPath.get(path)?.() ?? others(path);
  const shut = (): Opened => ({
    problems: problems.sort(compareProblems),
    textOf,
    linesOf,
  });
  // What unreadable files declare is not known, so that references could lead there.
  if (
    problems.length > settings.problems.length &&
    drafts.length === files.length + (input.imported?.length ?? 0)
  ) {
    const found = draftProblems(
      drafts.map(({ draft }) => draft),
      manifestSchema,
      { isTrusted: own?.config.trust !== undefined },
    );
    for (const problem of placeLinkProblems(found, drafts, (section) =>
      drafts.flatMap(({ draft }) => idsIn(draft, section)),
    ))
      problems.push(problem);
  }
  if (own === undefined) return shut();

  const trust = trustEntries(own.config);
  problems.push(...placeFaults([...trustFaults(documents, trust), ...keyFaults(own.config)], own));
  if (problems.length > 0 || config === undefined || rules === undefined) return shut();

  const {
    model,
    problems: linkProblems,
    dangling,
  } = linkAll(documents, strings, {
    trust,
    required: config.required,
    claimed: input.claimed,
    voiceOf: input.voiceOf,
    lexicon: lexiconOf(rules.packs, [
      config.taxonomy,
      // Under trust, names are the gate's to give.
      ...(trust === undefined ? documents.map(({ head }) => head.taxonomy) : []),
    ]),
    waivers: config.waivers,
  });
  for (const problem of placeLinkProblems(linkProblems, documents, (section) =>
    documents.flatMap(({ manifest }) => idsIn(manifest, section)),
  ))
    problems.push(problem);
  if (problems.length > 0) return shut();
  const notes = [
    ...strayNotes(input.strays ?? []),
    ...(input.remarks ?? []),
    ...[...(input.linkedFolders ?? [])]
      .sort(byCodePoint)
      .map((path) => `${path} is a link to a folder, and links are not followed`),
    ...danglingNotes(dangling, documents),
    ...unknownVoices(config, model),
    ...overrideNotes(own.config, documents),
  ];
  return {
    workspace: {
      config,
      documents,
      model,
      rules,
      idleIncludes: idleIncludes(config, documents),
      ...(baseline && { baseline }),
      isPartial: input.isPartial === true,
      notes,
    },
    problems,
    textOf,
    linesOf,
  };
}

/** Documents of other formats, each without what it only names and another declares, or one before it names. */
function importedDocuments(
  imported: readonly PlacedManifest[],
  documents: readonly ManifestDocument[],
  strings: Strings,
): ManifestDocument[] {
  const speakerOf = speakersIn(imported);
  // The list goes on to hold these documents too, which would ask themselves.
  const manifests = [...documents];
  return imported.map((placed) => {
    const isDeclared = (section: string, id: string): boolean =>
      speakerOf(section, id) !== placed ||
      manifests.some((document) => document.spanOf(section, id) !== undefined);
    return documentOfPlaced(withoutMentions(placed, isDeclared), strings);
  });
}

/** A file as far as it is known. */
interface DraftFile {
  readonly path: string;
  readonly text: string;
  readonly draft: Draft;
}

/** A sound file is made a plain value only where something is wrong in another. */
function draftOf(document: ManifestDocument): DraftFile {
  return {
    path: document.path,
    get text() {
      return document.text;
    },
    get draft() {
      return document.manifest;
    },
  };
}

/** Keys that are named and not declared. */
function keyFaults({ keys = {}, trust = {}, signedPacks = {} }: Config): Parameters<typeof placeFaults>[0] {
  const known = Object.keys(keys);
  const faultsIn = (path: readonly string[], named: readonly string[] = []) =>
    named.flatMap((id, i) => {
      if (known.includes(id)) return [];
      const suggestion = nearest(id, known);
      const values = { id, ...(suggestion !== undefined && { suggestion }) };
      return [{ code: 'unknown-signing-key' as const, path: [...path, String(i)], values }];
    });
  return [
    ...Object.entries(trust).flatMap(([pattern, stated]) =>
      'signedBy' in stated ? faultsIn(['trust', pattern, 'signedBy'], stated.signedBy) : [],
    ),
    ...Object.entries(signedPacks).flatMap(([name, named]) => faultsIn(['signedPacks', name], named)),
  ];
}

interface LinkedAll extends Linked {
  /** References into a required manifest that is missing. */
  readonly dangling: readonly LinkProblem[];
}

/** Links; while a required manifest is missing, without what refers into it. */
function linkAll(documents: readonly ManifestDocument[], strings: Strings, gate: Gate): LinkedAll {
  const dangling: LinkProblem[] = [];
  let sources: readonly ManifestSource[] = documents;
  for (;;) {
    const { model, problems: found } = link(sources, strings, gate);
    const places = new Set(found.map(placeOf));
    const others = ineffectiveProblems(sources, strings, model.unentitled, manifestSchema);
    const problems = [...found, ...others.filter((problem) => !places.has(placeOf(problem)))];
    const isIncomplete = model.required.some(({ present }) => !present);
    const lost = problems.filter(({ code }) => code === 'unknown-reference');
    if (!isIncomplete || lost.length === 0) return { model, problems, dangling };
    for (const problem of lost) dangling.push(problem);
    sources = withoutDangling(sources, lost);
  }
}

function placeOf({ file, path }: LinkProblem): string {
  return JSON.stringify([file, ...path]);
}

function strayNotes(strays: readonly string[]): readonly string[] {
  return [...strays]
    .sort(byCodePoint)
    .map((path) => `${path} has a flowdown key, and no pattern of the configuration takes it in`);
}

/** Parties that trust names and no manifest declares: a slip, or a manifest that is not there yet. */
function unknownVoices({ trust = {} }: Config, { parties }: Model): readonly string[] {
  const named = new Set(Object.values(trust).flatMap(partiesOf));
  return [...named]
    .filter((party) => parties.indexOf(party) < 0)
    .sort(byCodePoint)
    .map((party) => `trust names the party ${party}, which no manifest declares`);
}

/** Patterns of overrides that change nothing: a slip, or files that are gone. */
function overrideNotes(config: Config, documents: readonly ManifestDocument[]): readonly string[] {
  const paths = documents.map(({ path }) => path);
  return idleOverrides(config, paths).map(
    (pattern) => `overrides names the files ${pattern}, which no manifest matches`,
  );
}

function idleIncludes({ include = [] }: Config, documents: readonly ManifestDocument[]): readonly string[] {
  const paths = documents.map(({ path }) => path);
  return include.filter((pattern) => !paths.some(pathMatcher(pattern)));
}

function danglingNotes(
  dangling: readonly LinkProblem[],
  documents: readonly ManifestDocument[],
): readonly string[] {
  return dangling.map(
    ({ file, path, values }) =>
      `${documents[file].path}: ${path.join('.')} refers to ${values.id} in ${values.section}, which no file declares while a required manifest is missing; it was left out`,
  );
}

/** Which paths speak for whom, by a configuration; undefined where it sets no trust. */
export function trustEntries({ trust }: Config): readonly TrustEntry[] | undefined {
  if (trust === undefined) return undefined;
  return Object.keys(trust).map((pattern) => {
    const stated = trust[pattern];
    const signedBy = 'signedBy' in stated ? stated.signedBy : undefined;
    return { parties: partiesOf(stated), matches: pathMatcher(pattern), ...(signedBy && { signedBy }) };
  });
}

type TrustValue = NonNullable<Config['trust']>[string];

/** The parties of an entry of trust, with or without signatures. */
function partiesOf(stated: TrustValue): readonly string[] {
  return 'parties' in stated ? stated.parties : stated;
}

function trustFaults(
  documents: readonly ManifestDocument[],
  trust: readonly TrustEntry[] | undefined,
): Parameters<typeof placeFaults>[0] {
  return ambiguousTrust(documents, trust ?? []).map((file) => ({
    code: 'ambiguous-trust',
    path: ['trust'],
    values: { file },
  }));
}
