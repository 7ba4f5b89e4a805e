/** A thread that ends before it has said anything. */
throw new RangeError('out of everything');
