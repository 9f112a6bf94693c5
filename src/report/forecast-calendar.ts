/** The forecast as iCalendar (RFC 5545), one event for each day: for those who plan and do not read reports. */
import type { Forecast, ForecastDay } from '../findings/forecast.ts';
import { escapeText } from '../manifest/escape.ts';
import { causesWords, changeWords, daySummary } from './forecast.ts';
import type { Program } from './reporter.ts';

/** Writes a calendar; its lines end as the format asks. There is no clock in it: the stamp is the day it begins at. */
export function forecastCalendar({ at, days }: Forecast, { version }: Program, folder: string): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Flowdown//Flowdown ${version}//EN`,
    'CALSCALE:GREGORIAN',
    ...days.flatMap((day) => eventLines(day, at, folder)),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
}

function eventLines(each: ForecastDay, at: string, folder: string): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(escapeText(`${each.day}/${folder}`))}@flowdown`,
    `DTSTAMP:${compact(at)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(each.day)}`,
    `SUMMARY:${escaped(daySummary(each))}`,
    `DESCRIPTION:${descriptionOf(each)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function descriptionOf({ changes }: ForecastDay): string {
  return changes
    .filter(({ with: lead }) => lead === undefined)
    .map((change) => {
      const because = change.because.length === 0 ? '' : `, because ${causesWords(change.because)}`;
      return escaped(escapeText(`${changeWords(change, changes)}${because}`));
    })
    .join('\\n');
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** Octets of a line; what is longer goes on in the next, after a space. */
const WIDTH = 75;

function folded(line: string): string {
  const lines: string[] = [''];
  let width = 0;
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length;
    if (width + octets > WIDTH) {
      lines.push('');
      width = 1; // the space
    }
    lines[lines.length - 1] += character;
    width += octets;
  }
  return lines.join('\r\n ');
}
