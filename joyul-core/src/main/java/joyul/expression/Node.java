package joyul.expression;

import java.util.List;

/** A part of an expression. Truth is a number as in Python: false is 0, true is 1, and anything but 0 is true. */
sealed interface Node {
    /**
     * The value where the variable has this value.
     *
     * @throws ArithmeticException if there is none; the message completes "the expression ..."
     */
    double at(double variable);

    private static boolean isTrue(double value) {
        return value != 0;
    }

    record Constant(double value) implements Node {
        @Override
        public double at(double variable) {
            return value;
        }
    }

    record Variable() implements Node {
        @Override
        public double at(double variable) {
            return variable;
        }
    }

    record Negation(Node operand) implements Node {
        @Override
        public double at(double variable) {
            return -operand.at(variable);
        }
    }

    record Binary(Operator operator, Node left, Node right) implements Node {
        @Override
        public double at(double variable) {
            return operator.apply(left.at(variable), right.at(variable));
        }
    }

    /** {@code a < b <= c}: true if each neighbouring pair compares true. */
    record Chain(Node first, List<Link> links) implements Node {
        @Override
        public double at(double variable) {
            double left = first.at(variable);
            for (Link link : links) {
                double right = link.right.at(variable);
                if (!isTrue(link.operator.apply(left, right))) {
                    return 0;
                }
                left = right;
            }
            return 1;
        }
    }

    /** One comparison of a chain. */
    record Link(Operator operator, Node right) {}

    record Not(Node operand) implements Node {
        @Override
        public double at(double variable) {
            return isTrue(operand.at(variable)) ? 0 : 1;
        }
    }

    /** The left value if it is false, otherwise the right one. */
    record And(Node left, Node right) implements Node {
        @Override
        public double at(double variable) {
            double value = left.at(variable);
            return isTrue(value) ? right.at(variable) : value;
        }
    }

    /** The left value if it is true, otherwise the right one. */
    record Or(Node left, Node right) implements Node {
        @Override
        public double at(double variable) {
            double value = left.at(variable);
            return isTrue(value) ? value : right.at(variable);
        }
    }

    record Conditional(Node condition, Node then, Node otherwise) implements Node {
        @Override
        public double at(double variable) {
            return isTrue(condition.at(variable)) ? then.at(variable) : otherwise.at(variable);
        }
    }

    record Call(MathFunction function, List<Node> arguments) implements Node {
        @Override
        public double at(double variable) {
            double[] values =
                    arguments.stream().mapToDouble(node -> node.at(variable)).toArray();
            return function.apply(values);
        }
    }
}
