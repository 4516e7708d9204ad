import type { Inclusion } from './index';

/** Where the portal shows a person (server's default of the option `user_page`). */
export const profileUrl: Inclusion = {
	select: ['ID'],
	of: async (rows, { portalOrigin }) =>
		await Promise.resolve(
			rows.map(({ ID: id }) => `${portalOrigin}/company/personal/user/${String(id)}/`),
		),
};
