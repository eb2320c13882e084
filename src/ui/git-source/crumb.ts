import { paths } from '../paths';

/** Breadcrumb that leads to the list of sources. */
export const sourcesCrumb = { label: 'Git sources', href: paths.sources() };
