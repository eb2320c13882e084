import type { Template } from '../../domain/compose/template';
import { builtInTemplates } from './built-in';

/** Name of the catalogue that Gantry brings. */
export const BUILT_IN = 'built-in';

export interface TemplateFilters {
  /** Words that type, name, slogan or tags must hold, in any case. */
  search?: string | undefined;
  category?: string | undefined;
  catalogue?: string | undefined;
  /** Type after which the page begins. */
  after?: string | undefined;
}

export interface TemplatePage {
  templates: readonly Template[];
  /** Cursor of the next page; null: this is the last one. */
  next: string | null;
}

/** Templates by their type, a page at a time. */
export function listTemplates(filters: TemplateFilters, limit: number): TemplatePage {
  const { search = '', category, catalogue = BUILT_IN, after = '' } = filters;
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const found = (catalogue === BUILT_IN ? [...builtInTemplates().values()] : []).filter(
    ({ about }) =>
      about.type > after &&
      (category === undefined || about.category === category.toLowerCase()) &&
      words.every((word) => textOf(about).includes(word)),
  );
  const templates = found.slice(0, limit);
  return { templates, next: found.length > limit ? (templates.at(-1)?.about.type ?? null) : null };
}

function textOf({ type, name, slogan, category, tags }: Template['about']): string {
  return [type, name, slogan, category, ...tags].join(' ').toLowerCase();
}
