/** Run names such as `sunny-smoke-1`: an adjective, a noun and the number of the run in its project. */
import type { Random } from './clock.ts';

const ADJECTIVES =
  'amber apricot autumn azure balmy brave breezy bright brisk calm cerulean cheerful chilly classic clear copper cosmic crimson crisp curious dainty dapper dashing dazzling deep denim devoted distinctive dry dusty eager earnest easy electric elated fallen fancy feasible fiery firm fluent fresh frosty gallant gentle giddy glad glorious golden graceful grateful hardy hearty helpful honest icy jolly jumping keen kind laced lemon light likely lilac lively lunar magic mild misty morning neat noble olive pale peachy pious playful pleasant polar polished proud quiet radiant rare restful rich robust rosy ruby rural scarlet serene sharp silver smooth snowy soft solar solid spring stellar still sunny swift tough trim true vague valiant vital vivid volcanic warm whole wild winter wise woven young zany zesty'.split(
    ' ',
  );
const NOUNS =
  'aardvark amphora bird blaze breeze brook bush butterfly canyon cherry cloud comet cosmos darkness dawn deluge dew disco donkey dragon dream durian dust eagle elevator energy etchings feather field fire firefly flower fog forest fox frog frost galaxy glade glitter grass harbor haze hill island lake leaf lion meadow microwave monkey moon morning mountain night oath paper pine planet plasma plant pond puddle pyramid rain resonance river salad sea serenity shadow shape silence sky smoke snow snowball snowflake sound spaceship sponge star sun sunset surf terrain thunder totem tree universe valley vase violet voice water waterfall wave wildflower wind wood yogurt'.split(
    ' ',
  );

function pick(words: readonly string[], random: Random): string {
  return words[Math.floor(random() * words.length)] ?? '';
}

export function displayName(number: number, random: Random): string {
  return `${pick(ADJECTIVES, random)}-${pick(NOUNS, random)}-${String(number)}`;
}
