import { paths } from '../paths';

/** The way back to the list of sources. */
export const sourcesCrumb = { label: 'Git sources', href: paths.sources() };
