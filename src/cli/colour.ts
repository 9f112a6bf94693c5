import { styleText } from 'node:util';
import type { Paint, Style } from '../report/layout.ts';

const STYLES: Readonly<Record<Style, Parameters<typeof styleText>[0]>> = {
  error: ['red', 'bold'],
  warning: ['yellow', 'bold'],
  good: ['green', 'bold'],
  strong: 'bold',
  quiet: 'dim',
};

/** Paints with terminal colours. Whether colour is wanted has been decided before. */
export const colourPaint: Paint = (style, text) => styleText(STYLES[style], text, { validateStream: false });
