import { AppError } from '../../domain/error';
import { builtInTemplates } from '../catalogues/built-in';

/** The compose file of a template. @throws AppError 404 with the types that there are */
export function composeOfType(type: string): string {
  const templates = builtInTemplates();
  const template = templates.get(type);
  if (template) return template.compose;
  throw new AppError('not_found', 'Invalid service type.', {
    body: { valid_service_types: [...templates.keys()] },
  });
}
