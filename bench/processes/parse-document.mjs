import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

// Its search for keys that stand twice is quadratic: on 100,000 flows in one map it takes many minutes, and is left out.
parseDocument(readFileSync(process.argv[2], 'utf8'), { uniqueKeys: false });
