import { z } from 'zod';

/** What the requests of several rooms are made of. */

export const nothing = z.undefined();

/** Longer than anything that exists: what is too long is refused by name where it is understood. */
export const typed = z.string().max(20_000);

export const bytes = (length: number) => z.instanceof(Uint8Array).refine((value) => value.length <= length);

export const password = bytes(1_024);

export const code = bytes(32);

export const otpChannel = z.enum(['phone', 'email']);

export const id = z.string().min(1).max(300);

/** What was pasted, with whatever is around the number. */
export const number = typed.min(1);

/** Milliseconds since the epoch. */
export const time = z.int().min(0);
