import { useState } from 'react';
import type { Answers } from '../../../../electron/support/catalogue/rules/request.ts';
import type { Draft } from '../../../../electron/support/rules/draft.ts';
import { stationBridge } from '../../../ui/bridge.ts';
import { type Keeper, useKeeper } from '../report/use-keeper.ts';

export interface WrittenAnswers extends Pick<Keeper<Answers>, 'keeping' | 'flush' | 'forget'> {
  readonly answers: Answers;
  readonly change: (field: string, answer: string) => void;
}

/** A request that was begun. */
export interface RequestDraft {
  readonly id: string;
  readonly service: string;
  readonly answers: Answers;
}

/** A draft as a request; null where it is another thing. */
export function requestOf({ id, form }: Draft): RequestDraft | null {
  return form.kind === 'request' ? { id, service: form.service, answers: form.fields } : null;
}

interface Kept {
  readonly service: string;
  readonly fields: Answers;
}

const unkept = new Map<string, Kept>();
const save = (id: string, kept: Kept) =>
  stationBridge.ask('support.saveDraft', { id, form: { kind: 'request', ...kept } });

/** The answers of a request while somebody fills it in, each change of which is kept. */
export function useAnswers({ id, service, answers: begun }: RequestDraft): WrittenAnswers {
  const [answers, setAnswers] = useState(() => unkept.get(id)?.fields ?? begun);
  const { keeping, change, flush, forget } = useKeeper(id, unkept, save);
  return {
    answers,
    keeping,
    change: (field, answer) => {
      const fields = { ...answers, [field]: answer };
      setAnswers(fields);
      change({ service, fields });
    },
    flush,
    forget,
  };
}
