/** What a change may come to besides success and refusal. */
import { InputError } from '../values/errors';

/** A change that the portal took and that was not seen to have happened. */
export class NotConfirmed extends InputError {}

/** How often a change whose answer was lost is sent again; each time the portal is asked first whether it took place. */
export const MAX_TRIES = 3;
