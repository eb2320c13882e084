'use client';

import { Controller } from 'react-hook-form';
import { z } from 'zod';
import { matrixRow } from '../../domain/permission/role-matrix';
import { ChoiceField } from '../forms/choice-field';
import { Form } from '../forms/form';
import { TextAreaField, TextField } from '../forms/text-field';
import { UnsavedGuard } from '../forms/unsaved-guard';
import { useServerForm } from '../forms/use-server-form';
import { paths } from '../paths';
import { PermissionPicker } from '../permission/permission-picker';
import { Button } from '../primitives/button';
import { ButtonLink } from '../primitives/button-link';
import { permits } from '../session/permits';
import { useSession } from '../session/session-provider';
import { ProjectChoice } from './project-choice';
import { roleTemplates } from './role-templates';

const schema = z
  .object({
    name: z.string().trim().min(1, 'Name the role.').max(64, 'Must not be longer than 64 characters.'),
    description: z.string().max(256, 'Must not be longer than 256 characters.'),
    permissions: z.array(z.string()).min(1, 'Choose at least one permission.'),
    where: z.enum(['everywhere', 'chosen']),
    projects: z.array(z.string()),
  })
  .refine(({ where, projects }) => where === 'everywhere' || projects.length > 0, {
    path: ['projects'],
    error: 'Choose at least one project.',
  });
export type RoleValues = z.infer<typeof schema>;

interface RoleFormProps {
  defaultValues: RoleValues;
  submitLabel: string;
  /** Whether the role is new; only then are templates offered. */
  isNew: boolean;
  send: (values: RoleValues) => Promise<unknown>;
}

/** Form for name, permissions and projects of a custom role. Permissions that the caller lacks are not offered. */
export function RoleForm({ defaultValues, submitLabel, isNew, send }: RoleFormProps) {
  const session = useSession();
  const form = useServerForm<RoleValues>({ schema, defaultValues, taken: 'name', send });
  const { control, watch, setValue, formState } = form.form;
  const choose = (permissions: string[]) =>
    setValue('permissions', permissions, { shouldDirty: true, shouldValidate: true });
  return (
    <Form of={form} label="Role" className="max-w-3xl space-y-6">
      <UnsavedGuard />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label="Name" placeholder="Release manager" autoFocus={isNew} />
        <TextAreaField name="description" label="Description" optional rows={1} className="sm:col-span-2" />
      </div>
      <div className="space-y-3">
        <ChoiceField
          name="where"
          label="Where"
          choices={[
            { value: 'everywhere', title: 'All projects', text: 'Including projects created later' },
            { value: 'chosen', title: 'Some projects', text: 'All other projects are hidden' },
          ]}
        />
        {watch('where') === 'chosen' && (
          <Controller
            control={control}
            name="projects"
            render={({ field, fieldState }) => (
              <>
                <ProjectChoice label="Projects" value={field.value} onChange={field.onChange} />
                {fieldState.error && (
                  <p role="alert" className="text-bad text-xs">
                    {fieldState.error.message}
                  </p>
                )}
              </>
            )}
          />
        )}
      </div>
      <div>
        <h2 className="mb-1.5 font-semibold text-base tracking-tight">Permissions</h2>
        {isNew && <Templates onChoose={choose} />}
        <PermissionPicker
          value={watch('permissions')}
          onChange={choose}
          isOffered={(permission) => matrixRow(permission).custom === 'list'}
          denialOf={(permission) =>
            permits(session, permission)
              ? null
              : 'Your role does not have this permission, so you cannot grant it.'
          }
        />
        {formState.errors.permissions && (
          <p role="alert" className="mt-2 text-bad text-xs">
            {formState.errors.permissions.message}
          </p>
        )}
      </div>
      <div className="sticky bottom-0 -mx-4 flex items-center gap-2 border-line border-t bg-canvas px-4 py-3">
        <p className="mr-auto text-ink-3 text-xs" role="status">
          {watch('permissions').length} selected
        </p>
        {isNew && <ButtonLink href={paths.roles()}>Cancel</ButtonLink>}
        <Button
          type="submit"
          variant="primary"
          busy={formState.isSubmitting}
          disabled={!isNew && !formState.isDirty}
        >
          {submitLabel}
        </Button>
      </div>
    </Form>
  );
}

function Templates({ onChoose }: { onChoose: (permissions: string[]) => void }) {
  return (
    <div className="mb-5 flex flex-wrap items-center gap-2">
      <span className="text-ink-2">Start from</span>
      {roleTemplates.map(({ title, text, permissions }) => (
        <Button key={title} size="sm" title={text} onClick={() => onChoose([...permissions])}>
          {title}
        </Button>
      ))}
    </div>
  );
}
