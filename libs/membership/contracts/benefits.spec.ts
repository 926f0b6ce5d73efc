import { describe, expect, it } from '@jest/globals';
import { benefits, benefitsOf, membershipStatusAt } from './benefits.js';

describe('the benefits of a membership', () => {
  it('R21 are online courses, the instructor LMS, the courseware discount and marketing resources', () => {
    expect(benefitsOf('ACADEMIC', 'ACTIVE')).toEqual(
      expect.arrayContaining([
        'ONLINE_COURSES',
        'INSTRUCTOR_LMS',
        'COURSEWARE_DISCOUNT',
        'MARKETING_RESOURCES',
      ]),
    );
  });

  it('R20 hold a curriculum for learners of all ages, and professional development of faculty and staff', () => {
    expect(benefitsOf('ACADEMIC', 'ACTIVE')).toEqual([...benefits]);
    expect(benefits).toEqual(expect.arrayContaining(['TECHNOLOGY_CURRICULUM', 'PROFESSIONAL_DEVELOPMENT']));
  });

  it('R22 the discount on courseware is for academic institutions only', () => {
    const commercial = benefitsOf('COMMERCIAL', 'ACTIVE');
    expect(commercial).toEqual(benefits.filter((benefit) => benefit !== 'COURSEWARE_DISCOUNT'));
  });

  it('R21 are reduced in the grace period, and over after it', () => {
    const grace = benefitsOf('ACADEMIC', 'GRACE');
    expect(grace).toEqual(['TECHNOLOGY_CURRICULUM', 'ONLINE_COURSES', 'INSTRUCTOR_LMS']);
    expect(benefitsOf('ACADEMIC', 'ENDED')).toEqual([]);
  });

  it('R44 end by the clock, to the instant', () => {
    const ends = { endsAt: '2020-07-31T22:00:00.000Z', graceUntil: '2020-08-30T22:00:00.000Z' };
    expect(membershipStatusAt(ends, '2020-07-31T21:59:59.999Z')).toBe('ACTIVE');
    expect(membershipStatusAt(ends, ends.endsAt)).toBe('GRACE');
    expect(membershipStatusAt(ends, '2020-08-30T21:59:59.999Z')).toBe('GRACE');
    expect(membershipStatusAt(ends, ends.graceUntil)).toBe('ENDED');
  });
});
