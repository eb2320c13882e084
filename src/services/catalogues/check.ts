import type { ComposeProblem } from '../../domain/compose/problem';
import type { CatalogueFormat } from '../../domain/compose/template';
import { judgeFile, judgeTemplate } from '../../engine/catalogue/judge';
import { startOrder } from '../../engine/compose/start-order';
import type { Clock } from '../../lib/clock';
import { builtInTemplates } from './built-in';
import { catalogueFormatOf, readTemplateSource, templateSources } from './read-folder';

/** The result for one template. A template refused by policy resolves, but awaits a decision about host access. */
export interface TemplateCheck {
  type: string;
  outcome: 'not loaded' | 'not resolved' | 'not planned' | 'refused by policy' | 'planned';
  /** Why it is not planned. */
  problems: readonly ComposeProblem[];
  /** Services in the order they start. */
  services: readonly string[];
  milliseconds: number;
}

export interface CatalogueCheck {
  format: CatalogueFormat;
  templates: readonly TemplateCheck[];
}

/** Load, resolve and plan every template of a folder. */
export async function checkCatalogue(folder: string, clock: Clock): Promise<CatalogueCheck> {
  const format = await catalogueFormatOf(folder);
  const templates: TemplateCheck[] = [];
  // Warm up, so that the first template does not pay for what the model prepares once.
  for (const template of builtInTemplates().values()) judgeTemplate(template, clock.now());
  for await (const source of templateSources(folder, format)) {
    const started = clock.monotonicMs();
    const checked = checkTemplate(readTemplateSource(source, format), clock.now());
    templates.push({ type: source.type, ...checked, milliseconds: clock.monotonicMs() - started });
  }
  return { format, templates };
}

function checkTemplate(
  entry: ReturnType<typeof readTemplateSource>,
  now: Date,
): Omit<TemplateCheck, 'type' | 'milliseconds'> {
  if (!entry.ok) return { outcome: 'not loaded', problems: entry.problems, services: [] };
  const { resolved, problems, policy } = judgeFile(entry.file, entry.template.configuration, now);
  if (!resolved || problems.length > 0) return { outcome: 'not resolved', problems, services: [] };
  const order = startOrder(resolved.project.services);
  if (order === null) return { outcome: 'not planned', problems, services: [] };
  const services = order.map(({ name }) => name);
  return policy.length > 0
    ? { outcome: 'refused by policy', problems: policy, services }
    : { outcome: 'planned', problems, services };
}
