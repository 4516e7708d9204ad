/** What the portal says about users. */
import type { Refusal } from '../../plan/types';

export const refusals: readonly Refusal[] = [];
