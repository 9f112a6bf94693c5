/** What actions and roles let somebody do: reach data, change who can, or only bring data. */

/** admin: can also change who reaches it; remote: can reach it; none: can only bring something, or see no content. */
export type Reach = 'admin' | 'remote' | 'none';

// Actions that only bring data, or only take some away. What is not here counts as reading.
const BRINGING = new Set(
  `s3:putobject s3:abortmultipartupload s3:replicateobject s3:replicatedelete s3:replicatetags s3:deleteobject
  s3:deleteobjectversion s3:putobjecttagging s3:objectowneroverridetobucketowner s3:getbucketacl s3:getbucketlocation
  s3:getbucketversioning s3:putbucketversioning s3:initiatereplication
  sqs:sendmessage sqs:getqueueurl sqs:getqueueattributes sqs:purgequeue sqs:deletemessage sns:publish
  sns:gettopicattributes kms:encrypt kms:describekey events:putevents kinesis:putrecord kinesis:putrecords
  kinesis:describestream kinesis:describestreamsummary firehose:putrecord firehose:putrecordbatch logs:putsubscriptionfilter
  logs:putlogevents logs:createlogstream ecr:putimage ecr:initiatelayerupload ecr:uploadlayerpart ecr:completelayerupload
  ecr:replicateimage ecr:batchchecklayeravailability backup:copyintobackupvault oam:createlink oam:updatelink
  elasticfilesystem:clientmount dynamodb:putitem dynamodb:batchwriteitem`
    .trim()
    .split(/\s+/),
);

const MANAGING = /policy|acl$|acl\b|grant|permission|full_control/i;

// What changes who can do what, also by a pattern such as Put*.
function isAdministration(action: string): boolean {
  const verb = action.slice(action.indexOf(':') + 1);
  if (verb === '*') return true;
  if (/^(?:put|create|modify|add|update|set|attach)\*?$/i.test(verb)) return verb.endsWith('*');
  return MANAGING.test(verb) && !/^(?:get|list|describe|simulate)/i.test(verb);
}

/** What actions of AWS let somebody do; those with a grant on a list are READ, WRITE and so on. */
export function reachOf(actions: readonly string[], isExcept = false): Reach {
  if (
    isExcept ||
    actions.some((action) => isAdministration(action) || /^(?:write_acp|full_control)$/i.test(action))
  )
    return 'admin';
  const isOnlyBringing = (action: string): boolean =>
    BRINGING.has(action.toLowerCase()) || /^write$/i.test(action);
  return actions.length > 0 && actions.every(isOnlyBringing) ? 'none' : 'remote';
}

/** What a role of Google Cloud or Azure lets somebody do, by its name; a role that only writes still counts where unsure. */
export function reachOfRole(role: string): Reach {
  if (/(?:admin|owner|contributor|editor)/i.test(role)) return 'admin';
  const isOnlyBringing =
    /(?:objectCreator|publisher|dataSender|data sender|logWriter|metricWriter|monitoring metrics publisher|invoker|encrypter$)$/i;
  return isOnlyBringing.test(role) ? 'none' : 'remote';
}
