'use client';

import { useFormContext } from 'react-hook-form';
import { SelectField } from '../../forms/select-field';
import { TextAreaField, TextField } from '../../forms/text-field';
import { GitlabAppField } from '../../git-source/gitlab-app-field';
import { RepositoryFields } from '../../git-source/repository-fields';
import { KeyPicker } from '../../server/key-picker';
import type { NewApplication } from './new-application-schema';

const exampleDockerfile = 'FROM nginx:alpine\nCOPY <<EOF /usr/share/nginx/html/index.html\nHello\nEOF';

export function SourceFields({ source }: { source: NewApplication['source'] }) {
  switch (source) {
    case 'image':
      return (
        <TextField
          name="image"
          label="Image"
          mono
          placeholder="ghcr.io/acme/web:1.4"
          hint="Name with a tag or digest. Without either, latest is used. A private image is pulled with root’s Docker login on the server."
        />
      );
    case 'dockerfile':
      return (
        <TextAreaField name="dockerfile" label="Dockerfile" mono rows={12} placeholder={exampleDockerfile} />
      );
    case 'public':
      return <GitFields placeholder="https://github.com/acme/web" />;
    case 'github-app':
      return (
        <>
          <RepositoryFields />
          <BuildFields />
        </>
      );
    case 'deploy-key':
      return (
        <>
          <GitFields placeholder="git@github.com:acme/web.git" />
          <KeyPicker name="private_key_uuid" label="Deploy key" />
          <GitlabAppField />
        </>
      );
  }
}

function GitFields({ placeholder }: { placeholder: string }) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <TextField name="git_repository" label="Repository" mono placeholder={placeholder} />
        <TextField name="git_branch" label="Branch" mono />
      </div>
      <BuildFields />
    </>
  );
}

function BuildFields() {
  const { watch } = useFormContext<NewApplication>();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField name="build_pack" label="Build pack">
        <option value="dockerfile">Dockerfile</option>
        <option value="static">Static site</option>
        <option value="nixpacks">Nixpacks (detects the language)</option>
        <option value="railpack">Railpack (detects the language)</option>
        <option value="buildpacks">Heroku Buildpacks (detect the language)</option>
        <option value="dockercompose">Docker Compose file</option>
      </SelectField>
      <TextField
        name="base_directory"
        label="Base directory"
        mono
        hint="The application’s folder in the repository"
      />
      {watch('build_pack') === 'dockercompose' && (
        <TextField
          name="docker_compose_location"
          label="Compose file"
          mono
          className="sm:col-span-2"
          placeholder="/docker-compose.yaml"
          hint="Relative to the base directory. Read at the commit of each deployment; its services are built or pulled as it specifies."
        />
      )}
    </div>
  );
}
