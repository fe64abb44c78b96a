/** The W&B protocol over a store: its long-lived parts, and its routes. */
import { BlobRecorder } from './uploads/BlobRecorder.ts';
import { BlobSigner } from './uploads/BlobUrls.ts';
import { MultipartUploads } from './uploads/MultipartUploads.ts';
import { StagingPool } from './uploads/StagingPool.ts';
import type { ProtocolServices } from './context.ts';
import { fileStreamRoute } from './routes/fileStream.ts';
import { getRoutes } from './routes/getBlobs.ts';
import { graphqlRoute } from './routes/graphql.ts';
import { ignoreTelemetry } from './routes/ignoreTelemetry.ts';
import { linkRoutes } from './routes/links.ts';
import { putRoutes } from './routes/putBlobs.ts';
import { requireSignature } from './routes/requireSignature.ts';
import { RunStreams } from './runs/RunStreams.ts';
import type { Protocol, Services } from './services.ts';

export function createProtocol({ store, history, secret, publicUrl, log, version }: Services): Protocol {
  const { drafts } = store;
  const staging = new StagingPool(store);
  const recorder = new BlobRecorder(drafts);
  const services: ProtocolServices = {
    store,
    drafts,
    staging,
    recorder,
    signer: new BlobSigner(secret),
    multipart: new MultipartUploads(drafts.uploadsFolder, staging, recorder),
    history: history.index,
    publicUrl,
    log,
    version,
  };
  return {
    open(app) {
      app.use('/wandb_artifacts/*', requireSignature(services.signer));
      app.use('/wandb_files/*', requireSignature(services.signer));
      ignoreTelemetry(app);
      putRoutes(app, services);
      getRoutes(app, services);
    },
    keyed(app) {
      graphqlRoute(app, services);
      fileStreamRoute(app, new RunStreams(log));
      linkRoutes(app, services);
    },
    close: () => staging.close(),
  };
}
