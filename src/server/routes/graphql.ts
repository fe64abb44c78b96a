/** `POST /graphql`: queries and mutations as the clients write them. */
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { execute, GraphQLError, parse, specifiedRules, validate } from 'graphql';
import type { Context as HonoContext } from 'hono';
import * as v from 'valibot';
import { errorToJson, isAmphoraError } from '../../core/errors.ts';
import { stringifyJson } from '../../core/json.ts';
import type { Context, ProtocolServices } from '../context.ts';
import { servicesFor } from '../context.ts';
import { refuse } from '../http/answers.ts';
import { addressOf } from '../http/origins.ts';
import { knownVariables } from '../knownInput.ts';
import { countingResolver, maxDepthRule, QueryBudget } from '../queryLimits.ts';
import { ROOT } from '../root.ts';
import { createSchema } from '../schema/schema.ts';
import type { ServerApp, ServerEnv } from '../services.ts';
import { BlobUrls } from '../uploads/BlobUrls.ts';
import { ServedUploads } from '../uploads/ServedUploads.ts';
import { notOffered } from './notOffered.ts';

/** Some clients send an empty name for an operation that is the only one. */
const Request = v.object({
  query: v.string(),
  variables: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  operationName: v.optional(v.nullable(v.string())),
});

/** Failures that pass by themselves. */
const PASSING = ['store-busy', 'database-unreachable', 'database-full'] as const;

/** Documents kept parsed: clients send the same few over and over. */
const KEPT = 100;
/** Characters of a document that is worth keeping. */
const KEPT_LENGTH = 20_000;
/** More than any client writes; a document beyond it is an attack or a mistake. */
const MAX_TOKENS = 4000;
/** Failures told of one request; a query that is wrong in each item of a list has many. */
const MAX_ERRORS = 50;

const RULES = [...specifiedRules, maxDepthRule];

type Prepared = DocumentNode | readonly GraphQLError[];

class Documents {
  readonly #schema: GraphQLSchema;
  readonly #known = new Map<string, Prepared>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  prepare(query: string): Prepared {
    const known = this.#known.get(query);
    if (known) return known;
    const prepared = this.#read(query);
    if (query.length > KEPT_LENGTH) return prepared;
    if (this.#known.size >= KEPT) this.#known.clear();
    this.#known.set(query, prepared);
    return prepared;
  }

  #read(query: string): Prepared {
    try {
      const document = parse(query, { maxTokens: MAX_TOKENS });
      const unknown = notOffered(this.#schema, document);
      if (unknown.length > 0) return unknown;
      const errors = validate(this.#schema, document, RULES);
      return errors.length > 0 ? errors : document;
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      // The parser calls itself for each bracket.
      if (error instanceof RangeError)
        return [new GraphQLError('The query is nested too deeply; ask in several.')];
      throw error;
    }
  }
}

function isDocument(prepared: Prepared): prepared is DocumentNode {
  return 'kind' in prepared;
}

/** A failure of ours by its sentence; one that nobody expected by no more than that, and in the log. */
function toJson(error: GraphQLError, { log }: ProtocolServices): object {
  const { originalError } = error;
  if (isAmphoraError(originalError)) {
    // Newer clients put before a message where in their query it arose, and what "file" that is: people wrote no query.
    const told = errorToJson(originalError);
    return { message: error.message, extensions: { ...told, file: 'amphora' } };
  }
  const common = { path: error.path, locations: error.locations };
  if (originalError === undefined || originalError instanceof GraphQLError) {
    return { message: error.message, ...common };
  }
  log.error(`A query failed at ${error.path?.join('.') ?? 'its root'}`, originalError);
  return { message: 'Something unexpected happened in the server; its log has the details.', ...common };
}

/** Rows of a history are in answers as JSON, not as texts that hold it, and may have bigints. */
function answer(c: HonoContext<ServerEnv>, status: 200 | 400, json: object): Response {
  return c.body(stringifyJson(json), status, { 'content-type': 'application/json' });
}

export function graphqlRoute(app: ServerApp, all: ProtocolServices): void {
  const schema = createSchema();
  const documents = new Documents(schema);
  app.post('/graphql', async c => {
    const { caller } = c.var;
    const services = servicesFor(caller, all);
    const body: unknown = await c.req.json().catch(() => undefined);
    const request = v.safeParse(Request, body);
    if (!request.success) return refuse(c, 400, 'A GraphQL request in JSON was expected, with a query.');
    const { query, variables, operationName } = request.output;
    const document = documents.prepare(query);
    if (!isDocument(document)) {
      return answer(c, 400, { errors: document.map(error => toJson(error, services)) });
    }
    const { drafts, multipart, signer } = services;
    const urls = new BlobUrls(
      addressOf(c.env.incoming, services.publicUrl),
      signer,
      Date.now(),
      drafts.direct,
    );
    const uploads = drafts.direct ?? new ServedUploads(urls, multipart);
    const { entity, account } = caller;
    const budget = new QueryBudget();
    const contextValue: Context = { ...services, urls, uploads, entity, account, budget };
    const { data, errors }: ExecutionResult = await execute({
      schema,
      document,
      rootValue: ROOT,
      contextValue,
      fieldResolver: countingResolver,
      variableValues: knownVariables(schema, document, variables ?? {}),
      ...(operationName ? { operationName } : {}),
    });
    // Clients try again after a moment; told as the query's failure it would be the end of a run or an artifact.
    const passing = errors?.find(({ originalError }) => isAmphoraError(originalError, ...PASSING));
    if (passing?.originalError) throw passing.originalError;
    return answer(c, 200, {
      data: data ?? null,
      ...(errors ? { errors: errors.slice(0, MAX_ERRORS).map(error => toJson(error, services)) } : {}),
    });
  });
}
