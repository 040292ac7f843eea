package joyul.run;

/** Something that happened in a long computation: a record of one room's sealed set of events. */
public interface Event {}
