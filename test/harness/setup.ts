/** Jest's globalSetup: one packed and installed package for all test files. */
import { prepareEnvironment } from './environment';
import { packOrRemember } from './pack';

export default function setup(): void {
	packOrRemember(prepareEnvironment());
}
