export { type CardRequest, makeTestAuthority, type TestAuthority, type TestCard } from './authority.ts';
export { type CardHolder, holdCard } from './hold.ts';
export { type CardReaders, startCardReaders } from './readers.ts';
export { SOFTHSM_MODULE, type SoftHsm, startSoftHsm } from './softhsm.ts';
export { type CardChild, spawnCardChild } from './spawn.ts';
export { makeUnknownCard, makeVirtualCard, type VirtualCard } from './virtual-card.ts';
