'use client';

import { z } from 'zod';
import { catalogueFolder, catalogueName } from '../../domain/input/catalogue';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import type { Catalogues } from './use-catalogues';

const schema = z.object({
  name: catalogueName,
  source: z.enum(['url', 'path']),
  url: z.string(),
  path: z.string(),
  branch: z.string(),
  folder: catalogueFolder,
  format: z.enum(['coolify', 'dokploy']),
});

type Values = z.infer<typeof schema>;

/** Dialog that adds a catalogue from a repository, or from a folder on the machine that Gantry runs on. */
export function CatalogueDialog({ create, onClose }: { create: Catalogues['create']; onClose: () => void }) {
  const form = useServerForm<Values>({
    schema,
    defaultValues: { name: '', source: 'url', url: '', path: '', branch: '', folder: '/', format: 'coolify' },
    send: async ({ source, url, path, branch, ...values }) => {
      const place =
        source === 'url' ? { url: url.trim(), branch: branch.trim() || null } : { path: path.trim() };
      await create.mutateAsync({ ...values, ...place });
      onClose();
    },
  });
  const source = form.form.watch('source');
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="New catalogue">
      <Form of={form} label="Catalogue">
        <TextField
          name="name"
          label="Name"
          mono
          placeholder="team-templates"
          hint="Prefix for the types of its templates"
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField name="source" label="Read from">
            <option value="url">Git repository</option>
            <option value="path">Folder on this machine</option>
          </SelectField>
          <SelectField name="format" label="Format">
            <option value="coolify">One YAML file per template</option>
            <option value="dokploy">One folder per template</option>
          </SelectField>
        </div>
        {source === 'url' ? (
          <>
            <TextField name="url" label="Repository" mono placeholder="https://github.com/acme/templates" />
            <TextField name="branch" label="Branch" optional mono placeholder="The default branch" />
          </>
        ) : (
          <TextField name="path" label="Folder" mono hint="Relative to GANTRY_CATALOGUE_DIR" />
        )}
        <TextField name="folder" label="Templates folder" mono />
        <DialogFormActions onCancel={onClose}>Add catalogue</DialogFormActions>
      </Form>
    </Dialog>
  );
}
