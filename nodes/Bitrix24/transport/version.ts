/** Version of the package, sent as User-Agent so that portal administrators can tell who calls. A test keeps it true. */
export const PACKAGE_VERSION = '0.1.0';
