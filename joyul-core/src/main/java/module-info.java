/** Studies, spaces, samplers, pruners, storage, schedules and batch sizes in pure Java. What is not exported is Joyul's own. */
module joyul.core {
    requires java.management;
    requires java.sql;
    requires jdk.management;
    requires org.xerial.sqlitejdbc;
    requires tools.jackson.databind;
    requires static transitive org.jspecify;

    exports joyul.batch;
    exports joyul.check;
    exports joyul.explain;
    exports joyul.firstrate;
    exports joyul.noise;
    exports joyul.pruner;
    exports joyul.rate;
    exports joyul.run;
    exports joyul.sampler;
    exports joyul.search;
    exports joyul.space;
    exports joyul.storage;
    exports joyul.study;
    exports joyul.transfer;
    exports joyul.expression to
            joyul;
    exports joyul.form to
            joyul;
    exports joyul.machine to
            joyul;
}
