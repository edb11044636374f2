/** Name of the role that customers' trust policies name. For ever: their trust hangs on it. Imports nothing. */
export const SCANNER_ROLE_NAME = 'nightjar-scanner';
