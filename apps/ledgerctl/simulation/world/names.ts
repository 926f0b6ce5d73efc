import { type PersonalData } from '#institutions/contracts/person-commands.js';
import { type Dice } from '../engine/dice.js';

/* Nobody of these exists: what is personal in a history is invented, and sealed all the same. */

const given =
  'Ada Ben Cara Dana Emil Fina Gero Hana Ivo Jana Karl Lena Milo Nora Otto Pia Quin Rosa Sven Tara Udo Vera Wim Xenia Yuri Zoe'.split(
    ' ',
  );
const first =
  'Alder Birk Cedar Distel Eiben Farn Ginster Hasel Ilex Jasmin Kresse Linden Mistel Nelken Oleander Pappel Quitten Rosen Salbei Tannen Ulmen Veilchen Weiden Ysop Zimt'.split(
    ' ',
  );
const second =
  'bach berg brook dale feld ford garten hain hof holm horst kamp lund mark moor rode stedt tal wald wick'.split(
    ' ',
  );
const kinds = {
  SECONDARY: ['Gymnasium', 'High School', 'Gesamtschule', 'College'],
  TWO_YEAR: ['Community College', 'Berufskolleg', 'Technical College'],
  FOUR_YEAR: ['University', 'Hochschule', 'Institute of Technology'],
  COMPANY: ['AG', 'GmbH', 'Ltd', 'Inc', 'Partners', 'Systems'],
} as const;

/** A place or family name, of some 500; numbered where that is not enough. */
const coined = (dice: Dice): string => `${dice.pick(first)}${dice.pick(second)}`;

export const inventedPerson = (dice: Dice): PersonalData => {
  const [givenName, familyName] = [dice.pick(given), coined(dice)];
  const email = `${givenName}.${familyName}.${dice.whole(1, 9999)}@people.example`.toLowerCase();
  return { givenName, familyName, email };
};

export const inventedName = (dice: Dice, kind: keyof typeof kinds): string =>
  `${coined(dice)} ${dice.pick(kinds[kind])} ${dice.whole(1, 999)}`;
