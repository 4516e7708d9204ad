/** Jest's globalTeardown. */
import { removeEnvironment } from './environment';

export default function teardown(): void {
	removeEnvironment();
}
