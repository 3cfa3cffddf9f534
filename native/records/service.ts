import { fail, type Result } from '../../electron/failures/index.ts';
import { requestSchema } from './contract.ts';
import type { StoreKeeper } from './store-keeper.ts';

/** Answers one request of main out of these stores. `Records_Refused` when there is no such operation, or it has another shape. */
export async function answerFrom(stores: readonly StoreKeeper[], request: unknown): Promise<Result<unknown>> {
  const asked = requestSchema.safeParse(request);
  if (!asked.success) return fail('Records_Refused');
  const { operation, value } = asked.data;
  const store = stores.find(({ operations }) => Object.hasOwn(operations, operation));
  const parsed = store?.operations[operation]?.request.safeParse(value);
  if (!store || !parsed?.success) return fail('Records_Refused');
  return store.run(operation, parsed.data);
}
