// Runs the query on a folder of relations as CSV and prints the counts as JSON:
//   node bench/peers/duckdb.mjs <folder of the installed package> <folder of relations>
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RELATIONS } from '../workspace/relations.mjs';

const [home, folder] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(join(home, 'package.json'))('@duckdb/node-api');

/** The columns of a relation, all of them whole numbers: said, so that they need not be guessed. */
const typed = (columns) => `{ ${columns.map((name) => `'${name}': 'INTEGER'`).join(', ')} }`;

const database = await DuckDBInstance.create(':memory:');
const connection = await database.connect();
for (const [relation, columns] of Object.entries(RELATIONS)) {
  const path = join(folder, `${relation}.csv`).replaceAll("'", "''");
  const source = `read_csv('${path}', header = true, auto_detect = false, columns = ${typed(columns)})`;
  await connection.run(`CREATE TABLE ${relation} AS SELECT * FROM ${source}`);
}
await connection.run(await readFile(new URL('duckdb.sql', import.meta.url), 'utf8'));
const count = async (relation) =>
  Number((await connection.runAndReadAll(`SELECT count(*) FROM ${relation}`)).getRows()[0][0]);
const violations = await connection.runAndReadAll('SELECT flow, data FROM violations ORDER BY flow, data');
console.log(
  JSON.stringify({
    transfers: await count('transfers'),
    violations: violations.getRows().map(([flow, data]) => [Number(flow), Number(data)]),
  }),
);
