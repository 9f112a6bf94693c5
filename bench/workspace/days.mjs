// Everything begins in the first half of 2018 and ends, if it does, in the second or later. So what a flow brings does not
// hang on its days, and an engine that knows no days must come to the same transfers.

/** The day of the check. */
export const AT = '2019-01-04';

const dayOf = (year, offset) => new Date(Date.UTC(year, 0, 1 + offset)).toISOString().slice(0, 10);

/** A day on which something begins. */
export const beginning = (random) => dayOf(2018, random(180));

/** A day on which something ends: before or after the day of the check. */
export const ending = (random) => dayOf(2018, 190 + random(700));

/** A day on which something ends after the day of the check. */
export const laterEnding = (random) => dayOf(2019, 30 + random(700));

/** A day in the year before the day of the check, for records that must not be old. */
export const recent = (random) => dayOf(2018, 60 + random(270));
