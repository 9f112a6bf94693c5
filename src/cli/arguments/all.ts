/** Every command, in the order of the help. */
import { declareBaseline } from './baseline.ts';
import { declareCheck } from './check.ts';
import { declareCompletion } from './completion.ts';
import { declareConfig } from './config.ts';
import { declareDiff } from './diff.ts';
import { declareExplain } from './explain.ts';
import { declareExport } from './export.ts';
import { declareExposure } from './exposure.ts';
import { declareForecast } from './forecast.ts';
import { declareImport } from './import.ts';
import { declareIncident } from './incident.ts';
import { declareInit } from './init.ts';
import { declareInspect } from './inspect.ts';
import { declareNew } from './new.ts';
import type { Declare } from './options.ts';
import { declareQuestions } from './questions.ts';
import { declareRepair } from './repair.ts';
import { declareRules } from './rules.ts';
import { declareSign } from './sign.ts';
import { declareTest } from './test.ts';
import { declareVerify } from './verify.ts';
import { declareVerifyCertificate } from './verify-certificate.ts';
import { declareWaivers } from './waivers.ts';
import { declareWatch } from './watch.ts';
import { declareWhy } from './why.ts';

export const COMMANDS: readonly Declare[] = [
  declareInit,
  declareCheck,
  declareDiff,
  declareWatch,
  declareInspect,
  declareWhy,
  declareExposure,
  declareIncident,
  declareForecast,
  declareQuestions,
  declareWaivers,
  declareBaseline,
  declareExplain,
  declareRepair,
  declareRules,
  declareConfig,
  declareSign,
  declareVerify,
  declareVerifyCertificate,
  declareNew,
  declareTest,
  declareImport,
  declareExport,
  declareCompletion,
];
