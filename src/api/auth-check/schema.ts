import { z } from 'zod';
import type { AuthQuestions } from '../../services/auth-check/questions';

const question = z.object({
  action: z.string(),
  object: z.object({
    /** If empty or absent, the refusal names the check, as in Coder. */
    resource_type: z.string().default(''),
    owner_id: z.string().optional(),
    organization_id: z.string().optional(),
    resource_id: z.string().optional(),
    any_org: z.boolean().optional(),
  }),
});

/** Unknown members are ignored: Coder's clients may know more than this version. */
export const checkInput = z.object({ checks: z.record(z.string(), question) });

export function toQuestions({ checks }: z.output<typeof checkInput>): AuthQuestions {
  return Object.fromEntries(
    Object.entries(checks).map(([key, { action, object }]) => [
      key,
      {
        action,
        object: {
          resourceType: object.resource_type,
          ownerId: object.owner_id,
          organizationId: object.organization_id,
          resourceId: object.resource_id,
          isAnyOrganization: object.any_org,
        },
      },
    ]),
  );
}
