import type { CatalogueTemplate } from '../../db/generated/client';
import type { Template } from '../../domain/compose/template';
import type { OrganizationScope } from '../context';
import { builtInTemplates } from './built-in';
import { BUILT_IN } from './catalogue';

/** A template and the name of its catalogue. */
export interface CataloguedTemplate {
  catalogue: string;
  template: Template;
}

/** Find a template of the organization. @param type `uptime-kuma`, or with its catalogue: `built-in/uptime-kuma` */
export async function findTemplate(
  { db }: Pick<OrganizationScope, 'db'>,
  type: string,
): Promise<CataloguedTemplate | null> {
  const [catalogue = '', name = '', ...more] = type.includes('/') ? type.split('/') : [BUILT_IN, type];
  if (more.length > 0 || name.includes('\0') || catalogue.includes('\0')) return null;
  if (catalogue === BUILT_IN) {
    const template = builtInTemplates().get(name);
    return template ? { catalogue, template } : null;
  }
  const row = await db.catalogueTemplate.findFirst({ where: { type: name, catalogue: { name: catalogue } } });
  const template = row && templateOfRow(row);
  return template ? { catalogue, template } : null;
}

/** The template of a row; null: it could not be read. */
export function templateOfRow({ about, file, configuration }: CatalogueTemplate): Template | null {
  if (about === null || file === null) return null;
  return {
    // Both were written only by refresh.ts, from a template.
    about: about as unknown as Template['about'],
    compose: file,
    configuration: configuration as unknown as Template['configuration'],
  };
}

/** The type that `POST /services` takes: `uptime-kuma`, or `catalogue/uptime-kuma`. */
export function typeOf({ catalogue, template: { about } }: CataloguedTemplate): string {
  return catalogue === BUILT_IN ? about.type : `${catalogue}/${about.type}`;
}
