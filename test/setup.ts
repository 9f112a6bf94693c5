/** Random tests draw the same cases in each run, so that a failure is about the change; FLOWDOWN_SEED draws others. */
import { configureGlobal } from 'fast-check';

configureGlobal({ seed: Number(process.env.FLOWDOWN_SEED ?? 20190531) });
