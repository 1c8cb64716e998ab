/** What np doctor looks at on this machine. */
@org.jspecify.annotations.NullMarked
package np.dist.check;
