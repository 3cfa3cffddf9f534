import { BackOff } from '../sip/back-off.ts';
import type { SipLink } from '../sip/sip-link.ts';
import { askFeatures, type PhoneAnswer } from './phone-orders.ts';

export interface FeatureQuestionsOptions {
  readonly link: SipLink;
  /** The address of the phone that is asked; null while there is none. */
  readonly phoneUri: () => string | null;
  readonly onAnswer: (answer: PhoneAnswer) => void;
}

const DEADLINE = 1_500;
const PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

/** Asks a phone what it can until it tells: one lost answer must not grey its actions. */
export class FeatureQuestions {
  readonly #options: FeatureQuestionsOptions;
  /** Counts the series of questions: an answer in one that was overtaken says nothing. */
  #series = 0;
  #answer: PhoneAnswer | null = null;
  #askingAgain: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(options: FeatureQuestionsOptions) {
    this.#options = options;
  }

  /** What the phone answered last. */
  get answer(): PhoneAnswer | null {
    return this.#answer;
  }

  /** Begins anew. Resolves after the first try. */
  ask(): Promise<void> {
    clearTimeout(this.#askingAgain);
    this.#series += 1;
    const mine = this.#series;
    const { link, phoneUri, onAnswer } = this.#options;
    const pauses = new BackOff(PAUSE, LONGEST_PAUSE);
    const ask = async (): Promise<void> => {
      const uri = phoneUri();
      const answer = uri ? await askFeatures(link, uri, DEADLINE) : null;
      if (this.#stopped || mine !== this.#series) return;
      this.#answer = answer ?? this.#answer;
      if (answer) onAnswer(answer);
      else this.#askingAgain = setTimeout(ask, pauses.pause());
    };
    return ask();
  }

  /** Nothing is asked any more, and an answer on its way says nothing. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#askingAgain);
  }
}
