/** A Bitrix24 portal on loopback: see types.ts for what it can be asked, cast.ts for who works there. */
export { CAST } from './domain/cast';
export { startPortal } from './portal';
export type * from './types';
