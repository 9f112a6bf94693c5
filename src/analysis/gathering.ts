/** Gathers data from several places, each once, for one system or flow after the other: one set for all of them. */
export class Gathering {
  /** The data found for the one in hand: those before `size`. */
  readonly found: Int32Array;
  size = 0;
  private readonly round: Int32Array; // by datum: when it was last found
  private rounds = 0;

  constructor(data: number) {
    this.found = new Int32Array(data);
    this.round = new Int32Array(data);
  }

  /** Forgets all, for the next one. */
  begin(): void {
    this.size = 0;
    this.rounds++;
  }

  /** Adds a datum; true where it is new. */
  add(datum: number): boolean {
    if (this.round[datum] === this.rounds) return false;
    this.round[datum] = this.rounds;
    this.found[this.size++] = datum;
    return true;
  }

  /** Puts the data found in ascending order. */
  sort(): void {
    const { found, size } = this;
    if (size > SMALL) found.subarray(0, size).sort();
    else insertionSort(found, size);
  }
}

/** Up to here, insertion is faster than the sorting of typed arrays, which copies first. */
const SMALL = 32;

function insertionSort(numbers: Int32Array, size: number): void {
  for (let i = 1; i < size; i++) {
    const number = numbers[i];
    let j = i - 1;
    for (; j >= 0 && numbers[j] > number; j--) numbers[j + 1] = numbers[j];
    numbers[j + 1] = number;
  }
}
