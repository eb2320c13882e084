import { Readable } from 'node:stream';
import { AppError } from '../../domain/error';
import type { ImageLayer, ImageState } from '../../transport/docker/api';

/** The images of a Docker engine in memory, and the registry that they come from. */
export class DoubleImages {
  readonly images = new Map<string, ImageState>();
  /** Image id → its layers, the lowest first; without an entry, a single byte. */
  readonly layers = new Map<string, ImageLayer[]>();
  reachableRegistry = true;
  /** Records of BuildKit's cache: the image that has the same layer. */
  readonly buildCache = new Map<string, string>();
  private imported = 0;

  addImage(reference: string, image: Partial<ImageState> = {}): void {
    this.images.set(reference, {
      id: `sha256:${reference}`,
      repoDigests: [],
      exposedPorts: ['8080/tcp'],
      hasHealthcheck: false,
      env: [],
      labels: {},
      ...image,
    });
  }

  async inspectImage(reference: string): Promise<ImageState | null> {
    return (
      this.images.get(reference) ?? [...this.images.values()].find((image) => image.id === reference) ?? null
    );
  }

  async pullImage(reference: string): Promise<readonly string[]> {
    if (!this.reachableRegistry) throw new AppError('unavailable', 'The registry cannot be reached.');
    if (!this.images.has(reference)) this.addImage(reference);
    return [`Pulled ${reference}`];
  }

  async tagImage(): Promise<void> {}

  async removeImage(reference: string): Promise<void> {
    this.images.delete(reference);
  }

  async listImages(labels: Record<string, string>) {
    return [...this.images.entries()]
      .filter(([, image]) => Object.entries(labels).every(([key, value]) => image.labels[key] === value))
      .map(([tag, image]) => ({
        id: image.id,
        tags: [tag],
        labels: image.labels,
        sizeBytes: 1,
        createdAt: new Date(0),
      }));
  }

  async saveImage(
    reference: string,
    _options: object,
    take: (archive: Readable) => Promise<void>,
  ): Promise<void> {
    const image = this.images.get(reference);
    if (!image) throw new AppError('not_found', `No such image: ${reference}`);
    await take(Readable.from([Buffer.from(JSON.stringify({ reference, image }))]));
  }

  async loadImage(archive: Readable): Promise<void> {
    let text = '';
    for await (const chunk of archive) text += String(chunk);
    const { reference, image } = JSON.parse(text);
    this.images.set(reference, image);
  }

  async importImage(_files: Uint8Array, labels: Record<string, string>): Promise<string> {
    const id = `sha256:${String(++this.imported).padStart(64, '0')}`;
    this.addImage(id, { id, labels });
    return id;
  }

  async listBuildCache(_options: { deadlineMs?: number } = {}) {
    return [...this.buildCache].map(([id, image]) => ({
      id,
      isShared: this.images.has(image),
      isInUse: false,
    }));
  }

  async removeBuildCache(id: string): Promise<void> {
    this.buildCache.delete(id);
  }

  async imageLayers(reference: string): Promise<ImageLayer[]> {
    const id = (await this.inspectImage(reference))?.id;
    return id === undefined ? [] : (this.layers.get(id) ?? [{ digest: id, sizeBytes: 1 }]);
  }
}
