import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * Writes the types that come from schemas out in full: the package brings no TypeBox along, and a declaration that imports
 * it would silently mean `any` to whoever installs the package.
 */
export async function expandSchemaTypes(root, folder) {
  const files = (await readdir(folder, { recursive: true }))
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith('format.d.ts'))
    .sort();
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    rootDir: root,
  });
  const checker = program.getTypeChecker();
  const written = files.map((file) => [file, expanded(program.getSourceFile(file), checker)]);
  await Promise.all(written.map(([file, text]) => (text === '' ? rm(file) : writeFile(file, text))));
  await assertFreeOfTypeBox(folder);
}

function expanded(source, checker) {
  const kept = source.statements.flatMap((statement) => declarationOf(statement, source, checker));
  return kept.length === 0 ? '' : `${kept.join('\n')}\n`;
}

const FLAGS =
  ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias | ts.TypeFormatFlags.UseFullyQualifiedType;

/** A declaration without TypeBox; none for what only builds schemas. */
function declarationOf(statement, source, checker) {
  const text = statement.getFullText(source).trim();
  if (ts.isImportDeclaration(statement)) return isOfSchemas(text) ? [] : [text];
  if (ts.isTypeAliasDeclaration(statement) && text.includes('Static<')) {
    const type = localNames(
      checker.typeToString(checker.getTypeAtLocation(statement.name), undefined, FLAGS),
    );
    const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    return isExported ? [`export type ${statement.name.text} = ${type};`] : [];
  }
  return /\bT(?:Object|Schema|Unsafe|Union|String|Array|Optional|Literal|Integer|Boolean)\b/.test(text) ||
    /typeof \w*[sS]chema\b/.test(text)
    ? []
    : [text];
}

/** The compiler names a type of a module by the path of the build; in its own module the name alone will do. */
function localNames(type) {
  return type.replace(/import\("[^"]*"(?:, \{[^)]*\})?\)\./g, '');
}

function isOfSchemas(text) {
  return text.includes('@sinclair/typebox') || text.includes('base-format');
}

async function assertFreeOfTypeBox(folder) {
  for (const file of await readdir(folder, { recursive: true })) {
    if (!String(file).endsWith('.d.ts')) continue;
    const text = await readFile(join(folder, String(file)), 'utf8');
    if (isOfSchemas(text)) throw new Error(`${file} still refers to what the package does not bring along`);
  }
}
