import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../src/verify/canonical.ts';

const canonical = (text: string): string => canonicalJson(JSON.parse(text) as Json);

describe('canonical JSON', () => {
  it('is that of the example of RFC 8785, 3.2.2 to 3.2.4', () => {
    const input = String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`;
    expect(canonical(input)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('orders keys by UTF-16 code units, as 3.2.3 shows', () => {
    const input = String.raw`{
      "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"
    }`;
    expect(Object.values(JSON.parse(canonical(input)) as object)).toHaveLength(7);
    expect(canonical(input).match(/Carriage|One|Control|Latin|Euro|Emoji|Hebrew/g)).toEqual([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji',
      'Hebrew',
    ]);
  });

  // Appendix B: the bits of a number, and how it is written.
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number %s as %s', (bits, written) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(written);
  });

  it('knows no number without a bound, and no half of a character', () => {
    for (const value of [NaN, Infinity, -Infinity, '\ud83d', { '\ude00': 1 }]) {
      expect(() => canonicalJson(value)).toThrow(RangeError);
    }
    expect(canonicalJson('😀')).toBe('"😀"');
  });

  it('keeps a key that other objects inherit', () => {
    expect(canonical('{"b":1,"__proto__":{"a":[]},"constructor":2}')).toBe(
      '{"__proto__":{"a":[]},"b":1,"constructor":2}',
    );
  });
});
