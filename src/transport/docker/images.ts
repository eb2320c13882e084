import { Readable } from 'node:stream';
import { AppError } from '../../domain/error';
import { readAnswer } from '../http/read-answer';
import type { DockerApi } from './api';
import type { DockerClient } from './client';
import { unlessStatus } from './containers';
import { sizedLayers } from './layers';
import { pullImage } from './pull';
import { readable } from './readable';
import { historyItemSchema, imageItemSchema, imageLayersSchema, imageSchema, itemsOf } from './schemas';

type Images = Pick<
  DockerApi,
  | 'inspectImage'
  | 'pullImage'
  | 'tagImage'
  | 'removeImage'
  | 'imageLayers'
  | 'listImages'
  | 'saveImage'
  | 'loadImage'
  | 'importImage'
>;

/** Most bytes read of Docker's answer about an archive: a line for each layer's progress. */
const MOST_LOAD_BYTES = 1024 * 1024;

/** @throws AppError with Docker's error message, which it sends inside an answer with a success status */
function refuseLoad(text: string): void {
  const [, problem] = /"error"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  if (problem !== undefined)
    throw new AppError('unavailable', `Docker refused the image: ${problem.slice(0, 500)}`);
}

/** Write the Dockerfile instruction that sets labels, whose values have no line ends; `$` would name a variable. */
function labelInstruction(labels: Record<string, string>): string {
  const quoted = (value: string) => JSON.stringify(value).replaceAll('$', '\\$');
  return `LABEL ${Object.entries(labels)
    .map(([key, value]) => `${key}=${quoted(value)}`)
    .join(' ')}`;
}

/** Read the id of an image from the last line that Docker reported; an error arrives with a success status as well. */
export function importedId(text: string): string {
  refuseLoad(text);
  const id = /"status"\s*:\s*"(sha256:[0-9a-f]{64})"/.exec(text)?.[1];
  if (id === undefined)
    throw new AppError('unavailable', 'Docker did not say the id of the image that it made.');
  return id;
}

/** Create the part of Docker's API for images. */
export function dockerImages(client: DockerClient): Images {
  return {
    inspectImage: (reference) =>
      client.call(`inspect the image ${reference}`, async (docker) => {
        const answer = await unlessStatus([404], docker.getImage(reference).inspect());
        if (answer === undefined) return null;
        const { Id, RepoDigests, Config, Os, Architecture } = imageSchema.parse(answer);
        const test = Config?.Healthcheck?.Test ?? [];
        return {
          id: Id,
          ...(Os && Architecture && { platform: `${Os}/${Architecture}` }),
          repoDigests: RepoDigests,
          exposedPorts: Config?.ExposedPorts ?? [],
          hasHealthcheck: test.length > 0 && test[0] !== 'NONE',
          env: Config?.Env ?? [],
          labels: Config?.Labels ?? {},
        };
      }),

    pullImage: (reference, options) => pullImage(client, reference, options),

    tagImage: (reference, repository, tag) =>
      client.call(`tag ${reference}`, async (docker, abortSignal) => {
        await docker.getImage(reference).tag({ repo: repository, tag, abortSignal });
      }),

    removeImage: (reference) =>
      client.call(
        `remove the image ${reference}`,
        async (docker, abortSignal) => {
          await unlessStatus([404], docker.getImage(reference).remove({ abortSignal }));
        },
        { deadlineMs: 120_000 },
      ),

    saveImage: (reference, options, take) =>
      client.call(
        `send the image ${reference}`,
        async (docker) => take(readable(await docker.getImage(reference).get())),
        options,
      ),

    loadImage: (archive, options) =>
      client.call(
        'take an image',
        async (docker, abortSignal) => {
          const answer = await docker.loadImage(archive, { abortSignal });
          const { bytes } = await readAnswer(readable(answer), MOST_LOAD_BYTES);
          refuseLoad(bytes.toString('utf8'));
        },
        options,
      ),

    importImage: (files, labels) =>
      client.call('make an image', async (docker, abortSignal) => {
        const changes = Object.keys(labels).length === 0 ? {} : { changes: labelInstruction(labels) };
        const answer = await docker.importImage(Readable.from([files]), { ...changes, abortSignal });
        const { bytes } = await readAnswer(readable(answer), MOST_LOAD_BYTES);
        return importedId(bytes.toString('utf8'));
      }),

    imageLayers: (reference) =>
      client.call(`read the layers of the image ${reference}`, async (docker) => {
        const image = docker.getImage(reference);
        const answer = await unlessStatus([404], image.inspect());
        const history: unknown = answer && (await unlessStatus([404], image.history()));
        if (history === undefined) return [];
        const { Size, RootFS } = imageLayersSchema.parse(answer);
        const steps = itemsOf(historyItemSchema, history, 'step of an image', client.host.skipped);
        return sizedLayers(RootFS?.Layers ?? [], steps.map((step) => step.Size).toReversed(), Size);
      }),

    listImages: (labels) =>
      client.call('list images', async (docker, abortSignal) => {
        const label = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
        const answer = await docker.listImages({ filters: JSON.stringify({ label }), abortSignal });
        return itemsOf(imageItemSchema, answer, 'image', client.host.skipped).map((image) => ({
          id: image.Id,
          tags: image.RepoTags,
          labels: image.Labels,
          sizeBytes: image.Size,
          createdAt: new Date(image.Created * 1000),
        }));
      }),
  };
}
