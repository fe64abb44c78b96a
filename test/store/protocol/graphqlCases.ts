/** Queries drawn from the schema itself: valid in form, with arguments that are anything but. */
import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLInputType,
  GraphQLOutputType,
  GraphQLSchema,
} from 'graphql';
import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

export interface DrawnQuery {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Levels of fields below the root. */
const MAX_DEPTH = 5;

const deep = `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`;

/** Texts that were trouble to somebody. */
const HOSTILE = [
  '',
  ' ',
  '..',
  '../../etc/passwd',
  'a/b:c',
  'a\0b',
  '\ud800',
  '\u202e',
  'x'.repeat(5000),
  '%',
  "'; drop table runs; --",
  '__proto__',
  'constructor',
  'v0',
  'v99999999999999999999',
  'latest',
  'NaN',
  '{}',
  '[]',
  'null',
  '{"a":{"value":NaN}}',
  '{"$or":[{"state":"running"}]}',
  '{"name":{"$regex":"(a+)+$"}}',
  '{"keys":["loss"],"samples":-1,"minStep":1e308}',
  '{"_wandb":{"value":{"e":{"w":{"args":{}}}}}}',
  deep,
  '-created_at',
  '+summary_metrics.loss',
  '99999999999999999999',
  'MQ==',
  'AAAAAAAAAAAAAAAAAAAAAA==',
  'd41d8cd98f00b204e9800998ecf8427e',
];

const NUMBERS = [0, 1, -1, 2, 50, 1000, 2 ** 31 - 1, -(2 ** 31)];
const LONG_NUMBERS = [...NUMBERS, 2 ** 53 - 1, -(2 ** 53 - 1), 2 ** 53, 1.5, 1e308];

const JSONS = [null, 0, 'x', [], {}, { a: [1, { b: null }] }];

/** Numbers that follow from a seed (xorshift, 32 bits). */
class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** From 0 to `below`, exclusive. */
  next(below: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % below;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.next(items.length)]!;
  }

  list<T>(length: number, make: (i: number) => T): readonly T[] {
    return Array.from({ length }, (_, i) => make(i));
  }
}

/** One query, from a seed, over what is there: `known` are names and ids that lead somewhere. */
export class QueryDrawer {
  readonly #schema: GraphQLSchema;
  readonly #known: readonly string[];
  readonly #chance: Chance;
  readonly #definitions: string[] = [];
  readonly #variables: Record<string, unknown> = {};

  constructor(schema: GraphQLSchema, known: readonly string[], seed: number) {
    this.#schema = schema;
    this.#known = known;
    this.#chance = new Chance(seed);
    // The first numbers of seeds near each other are near each other.
    this.#chance.list(20, () => this.#chance.next(2));
  }

  draw(operation: 'query' | 'mutation'): DrawnQuery {
    const root = operation === 'query' ? this.#schema.getQueryType() : this.#schema.getMutationType();
    const fields = Object.values(root!.getFields());
    const roots = this.#chance.list(1 + this.#chance.next(2), i =>
      this.#field(`r${String(i)}`, this.#chance.pick(fields), 0),
    );
    const head = this.#definitions.length > 0 ? `(${this.#definitions.join(', ')})` : '';
    return { query: `${operation} ${head} { ${roots.join(' ')} }`, variables: this.#variables };
  }

  #field(alias: string, { name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
    const given = args.flatMap(argument => this.#argument(argument));
    return `${alias}: ${name}${given.length > 0 ? `(${given.join(', ')})` : ''}${this.#selection(type, depth)}`;
  }

  #argument({ name, type }: GraphQLArgument): readonly string[] {
    if (!isNonNullType(type) && this.#chance.next(3) === 0) return [];
    const variable = `v${String(this.#definitions.length)}`;
    this.#definitions.push(`$${variable}: ${String(type)}`);
    this.#variables[variable] = this.#value(type);
    return [`${name}: $${variable}`];
  }

  #selection(type: GraphQLOutputType, depth: number): string {
    const named = getNamedType(type);
    if (isLeafType(named)) return '';
    if (isAbstractType(named)) {
      if (depth >= MAX_DEPTH) return ' { __typename }';
      const parts = this.#schema
        .getPossibleTypes(named)
        .map(each => `... on ${each.name} ${this.#selection(each, depth + 1)}`);
      return ` { __typename ${parts.join(' ')} }`;
    }
    if (!isObjectType(named) || depth >= MAX_DEPTH) return ' { __typename }';
    const fields = Object.values(named.getFields());
    // Each alias once in a query, or two of one name would have to be the same.
    const parts = this.#chance.list(1 + this.#chance.next(5), () =>
      this.#field(`f${String(this.#count++)}`, this.#chance.pick(fields), depth + 1),
    );
    return ` { __typename ${parts.join(' ')} }`;
  }

  #count = 0;

  #text(): string {
    // Mostly what leads somewhere, else nothing would be reached.
    const kind = this.#chance.next(6);
    if (kind === 0)
      return String.fromCharCode(
        ...this.#chance.list(this.#chance.next(20), () => this.#chance.next(0x10000)),
      );
    return this.#chance.pick(kind === 1 ? HOSTILE : this.#known);
  }

  #value(type: GraphQLInputType): unknown {
    if (!isNonNullType(type) && this.#chance.next(5) === 0) return null;
    const inner = getNullableType(type);
    if (isListType(inner)) {
      return this.#chance.list(this.#chance.next(4), () => this.#value(inner.ofType));
    }
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter(
        field => isNonNullType(field.type) || this.#chance.next(3) > 0,
      );
      return Object.fromEntries(fields.map(field => [field.name, this.#value(field.type)]));
    }
    if (isEnumType(inner)) return this.#chance.pick(inner.getValues()).name;
    switch (getNamedType(inner).name) {
      case 'Int':
        return this.#chance.pick(NUMBERS);
      case 'Int64':
      case 'Float':
        return this.#chance.pick(LONG_NUMBERS);
      case 'Boolean':
        return this.#chance.next(2) === 0;
      case 'JSON':
        return this.#chance.pick(JSONS);
      default:
        return this.#text();
    }
  }
}
